/** The whole screen for a page, and back. */

export async function toggleFull(element: HTMLElement | null): Promise<void> {
  try {
    if (document.fullscreenElement !== null) await document.exitFullscreen();
    else await element?.requestFullscreen();
  } catch {
    return; // refused by the browser or not offered on this phone: the page stays as it is
  }
}
