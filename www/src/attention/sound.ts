// Short sounds, made by the browser itself.

let context: AudioContext | undefined;

/** Tones of a sound: frequency in hertz, begin and length in seconds. */
const SOUNDS = {
  alert: [
    [659, 0, 0.16],
    [880, 0.18, 0.28],
  ],
  /** An alert whose time is nearly over. */
  last: [
    [988, 0, 0.1],
    [988, 0.14, 0.1],
    [988, 0.28, 0.16],
  ],
  message: [[587, 0, 0.1]],
  /** Something ended or failed without the agent. */
  notice: [
    [440, 0, 0.12],
    [330, 0.14, 0.2],
  ],
} as const;

export function play(sound: keyof typeof SOUNDS) {
  // A browser lets a page sound only after somebody has used it.
  if (!navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  void context.resume();
  for (const [frequency, begin, length] of SOUNDS[sound]) {
    const tone = new OscillatorNode(context, { frequency, type: 'sine' });
    const volume = new GainNode(context, { gain: 0 });
    const start = context.currentTime + begin;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
    volume.gain.linearRampToValueAtTime(0, start + length);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + length);
  }
}
