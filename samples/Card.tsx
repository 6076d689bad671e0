import chart from './chart.png';
import logo from './logo.svg';

interface Lake {
  readonly name: string;
  readonly photo: string;
  readonly temperature: number;
}

/** One lake of the overview: its picture, its name and its last reading. */
export function LakeCard({ lake, onOpen }: { lake: Lake; onOpen: () => void }) {
  return (
    <article className="card">
      <img src={lake.photo} alt={`${lake.name} seen from the shore`} />
      <h2>{lake.name}</h2>
      <p>{lake.temperature.toFixed(1)} °C this morning</p>
      <button type="button" onClick={onOpen}>
        <img src="/photo.jpg" width={64} height={48} />
      </button>
    </article>
  );
}

export function Overview({ lakes }: { lakes: readonly Lake[] }) {
  return (
    <main>
      <a href="/">
        <img src={logo} alt="logo.svg" />
      </a>
      <section>
        <h1>Water temperature</h1>
        <p>Monthly means of three lakes, measured one metre below the surface.</p>
        <img
          src={chart}
          className="wide"
          alt="image"
        />
      </section>
      <section>
        <h1>How a reading travels</h1>
        <img src="./diagram.svg" alt={'How a reading travels'} />
      </section>
      {lakes.map((lake) => (
        <LakeCard key={lake.name} lake={lake} onOpen={() => location.assign(`/lakes/${lake.name}`)} />
      ))}
    </main>
  );
}
