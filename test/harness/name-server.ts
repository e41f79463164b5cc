import { createSocket } from 'node:dgram';
import { onTestFinished } from 'vitest';

const types = { A: 1, TXT: 16 } as const;
type Records = Record<string, { type: keyof typeof types; values: string[] }>;

/** A name server on loopback that knows these names and no others; stopped when the test ends. */
export async function startNameServer(records: Records): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const { name, end } = nameIn(question);
    const asked = question.readUInt16BE(end);
    const found = records[name.toLowerCase()];
    const answers = found && types[found.type] === asked ? found.values.map((value) => dataOf(found.type, value)) : [];
    const header = Buffer.from(question.subarray(0, 12));
    header.writeUInt16BE(found ? 0x8180 : 0x8183, 2);
    header.writeUInt16BE(answers.length, 6);
    header.writeUInt16BE(0, 8);
    header.writeUInt16BE(0, 10);
    const rows = answers.map((data) => {
      const row = Buffer.alloc(12);
      row.writeUInt16BE(0xc00c, 0);
      row.writeUInt16BE(asked, 2);
      row.writeUInt16BE(1, 4);
      row.writeUInt32BE(60, 6);
      row.writeUInt16BE(data.length, 10);
      return Buffer.concat([row, data]);
    });
    socket.send(Buffer.concat([header, question.subarray(12, end + 4), ...rows]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => void socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

function nameIn(question: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  while (question[at] !== 0) {
    const length = question[at]!;
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.'), end: at + 1 };
}

function dataOf(type: keyof typeof types, value: string): Buffer {
  if (type === 'A') return Buffer.from(value.split('.').map(Number));
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(value, 'latin1')]);
}
