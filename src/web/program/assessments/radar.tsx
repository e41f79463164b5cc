import charts from '../../measure/charts/charts.module.css';

export type RadarArea = { key: string; name: string; level: number | null; before: number | null };

const top = 7;

/** Levels of the practice areas as a shape, now and before. Its twin is the table beside it. */
export function Radar({ areas, size }: { areas: RadarArea[]; size: number }) {
  const center = size / 2;
  const radius = center - 34;
  const point = (index: number, level: number): [number, number] => {
    const angle = (index / areas.length) * 2 * Math.PI - Math.PI / 2;
    const reach = (level / top) * radius;
    return [center + Math.cos(angle) * reach, center + Math.sin(angle) * reach];
  };
  const shape = (levelOf: (area: RadarArea) => number | null) =>
    areas.map((area, index) => point(index, levelOf(area) ?? 0).join(',')).join(' ');
  const words = areas.map(({ name, level }) => `${name} ${level ?? 'not rated'}`).join(', ');
  return (
    <svg role="img" aria-label={`Maturity by area: ${words}`} className={charts.chart} width={size} height={size}>
      {[1, 3, 5, 7].map((level) => (
        <polygon
          key={level}
          className={charts.grid}
          fill="none"
          points={areas.map((_, index) => point(index, level).join(',')).join(' ')}
        />
      ))}
      {areas.some(({ before }) => before !== null) && (
        <polygon className={charts.radarBefore} points={shape(({ before }) => before)} />
      )}
      <polygon className={charts.radarNow} points={shape(({ level }) => level)} />
      {areas.map((area, index) => {
        const [x, y] = point(index, top + 1.3);
        return (
          <text key={area.key} x={x} y={y + 4} textAnchor="middle">
            {index + 1}
          </text>
        );
      })}
    </svg>
  );
}
