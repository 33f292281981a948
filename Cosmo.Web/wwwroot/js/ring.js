// One short tone. A browser lets a page sound only after its reader has touched it; before that it stays silent.
const key = "cosmo-rung";
const remembered = 50;
const reached = 10_000;   // milliseconds; far longer than a browser takes
let audio = null;

// All pages of a browser are told the same notice, and a page that is loaded again within a moment is told it once more: it rings once.
export async function ring(notice) {
  if (rung().includes(notice))
    return;
  audio ??= new AudioContext();
  if (!await sounds())
    return;   // this page claims nothing: another one, which was touched, may ring
  if (await first(notice))
    tone();
}

// A new context begins suspended in some browsers and runs a moment later. Whoever is let in later than that would ring too late.
async function sounds() {
  if (audio.state !== "running")
    await Promise.race([audio.resume().catch(() => { }), new Promise(done => setTimeout(done, 250))]);
  return audio.state === "running";
}

const rung = () => (localStorage.getItem(key) ?? "").split(" ");

// What one page stores reaches the process of another a moment later, so the claim is a lock of the browser, held until then.
// Over http there are no locks: there two pages may ring if they look within the same instant.
function first(notice) {
  if (!navigator.locks)
    return claim(notice);
  return new Promise(answer => navigator.locks.request(`${key} ${notice}`, { ifAvailable: true }, lock => {
    answer(lock !== null && claim(notice));
    return lock && new Promise(done => setTimeout(done, reached));
  }));
}

function claim(notice) {
  const known = rung();
  if (known.includes(notice))
    return false;
  localStorage.setItem(key, [...known, notice].slice(-remembered).join(" "));
  return true;
}

function tone() {
  const [tone, level] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = 880;
  level.gain.setValueAtTime(0.08, audio.currentTime);
  level.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.35);
  tone.connect(level).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.36);
}
