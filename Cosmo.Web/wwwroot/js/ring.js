// One short tone. A browser lets a page sound only after its reader has touched it; before that it stays silent.
let audio = null;

export function ring() {
  audio ??= new AudioContext();
  if (audio.state !== "running") {
    audio.resume();
    return;
  }
  const [tone, level] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = 880;
  level.gain.setValueAtTime(0.08, audio.currentTime);
  level.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.35);
  tone.connect(level).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.36);
}
