import '@angular/compiler'; // Angular's own libraries are compiled as they load

export async function mount(root, desk) {
  const roster = new desk.api.Roster({ purposes: ['agent'] });
  desk.connect(roster);
  const { start } = await import('#readme/angular/main.js');
  desk.unmount = await start(root, roster, desk.now);
}
