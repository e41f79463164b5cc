/** Two rising notes, twice; short, and unlike anything else a computer does by itself. */
const notes = [
  { hertz: 660, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.16 },
  { hertz: 660, atSeconds: 0.5 },
  { hertz: 880, atSeconds: 0.66 },
];
const noteSeconds = 0.14;

/** Plays the sound of a page. A tab in which nobody has done anything yet may not make sounds; then it stays quiet. */
export async function playPageSound(): Promise<void> {
  const audio = new AudioContext();
  try {
    if (audio.state === 'suspended') await Promise.race([audio.resume(), new Promise((late) => setTimeout(late, 500))]);
    if (audio.state !== 'running') return;
    for (const { hertz, atSeconds } of notes) playNote(audio, hertz, audio.currentTime + atSeconds);
    await new Promise((over) => setTimeout(over, 1200));
  } finally {
    await audio.close();
  }
}

function playNote(audio: AudioContext, hertz: number, startSeconds: number): void {
  const tone = new OscillatorNode(audio, { type: 'triangle', frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, startSeconds);
  volume.gain.linearRampToValueAtTime(0.3, startSeconds + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.001, startSeconds + noteSeconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(startSeconds);
  tone.stop(startSeconds + noteSeconds);
}
