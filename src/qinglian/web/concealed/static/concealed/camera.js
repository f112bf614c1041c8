// A picture through the page's own camera; where that cannot be opened, through the phone's. 拍照。
const WIDTH = 2560;
const QUALITY = 0.86;
let stream = null;

export async function open(video) {
  if (!navigator.mediaDevices?.getUserMedia) return false;
  try {
    const wanted = { facingMode: { ideal: "environment" }, width: { ideal: WIDTH } };
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    video.srcObject = stream;
    await video.play();
    return true;
  } catch {
    close(video);
    return false;
  }
}

export function close(video) {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  video.srcObject = null;
}

export function snap(video) {
  return drawn(video, video.videoWidth, video.videoHeight);
}

// A picture from a file, turned as its camera says and no larger than needed; drawing it anew leaves its notes behind.
export async function fromFile(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, WIDTH / Math.max(picture.width, picture.height));
  return drawn(picture, Math.round(picture.width * scale), Math.round(picture.height * scale));
}

function drawn(source, width, height) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  canvas.getContext("2d").drawImage(source, 0, 0, width, height);
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("empty"))), "image/jpeg", QUALITY);
  });
}

export async function sha256(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((one) => one.toString(16).padStart(2, "0")).join("");
}
