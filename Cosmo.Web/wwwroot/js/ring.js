// One short tone. A browser lets a page sound only after its reader has touched it; before that it stays silent.
const key = "cosmo-rung";
let audio = null;

// A page that is loaded again within a moment is told the same notice again: it shows it once more, but has rung for it.
export function ring(notice) {
  if (sessionStorage.getItem(key) === notice)
    return;
  audio ??= new AudioContext();
  if (audio.state !== "running") {
    audio.resume();
    return;
  }
  sessionStorage.setItem(key, notice);
  const [tone, level] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = 880;
  level.gain.setValueAtTime(0.08, audio.currentTime);
  level.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.35);
  tone.connect(level).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.36);
}
