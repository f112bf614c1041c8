// Rectangles drawn over a picture, in per mille of it. 遮挡框。
const home = document.querySelector("[data-boxes]");
const canvas = home.querySelector("canvas");
const picture = home.querySelector("img");
const field = document.querySelector("input[name=boxes]");
const boxes = field.value ? field.value.split(";").map((one) => one.split(",").map(Number)) : [];
let from = null;

const share = (event) => {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const inside = (value) => Math.round(Math.min(1, Math.max(0, value)) * 1000);
  return [inside((event.clientX - left) / width), inside((event.clientY - top) / height)];
};

const between = ([x, y], [right, low]) => [Math.min(x, right), Math.min(y, low), Math.abs(right - x), Math.abs(low - y)];

function draw(extra) {
  Object.assign(canvas, { width: picture.clientWidth, height: picture.clientHeight });
  const pen = canvas.getContext("2d");
  pen.fillStyle = getComputedStyle(canvas).color;
  pen.globalAlpha = 0.75;
  for (const [x, y, wide, high] of extra ? [...boxes, extra] : boxes) {
    pen.fillRect((x * canvas.width) / 1000, (y * canvas.height) / 1000, (wide * canvas.width) / 1000, (high * canvas.height) / 1000);
  }
  field.value = boxes.map((one) => one.join(",")).join(";");
}

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  from = share(event);
});
canvas.addEventListener("pointermove", (event) => from && draw(between(from, share(event))));
canvas.addEventListener("pointerup", (event) => {
  const box = from && between(from, share(event));
  from = null;
  if (box && box[2] > 5 && box[3] > 5) boxes.push(box);
  draw();
});
document.querySelector("[data-undo]").addEventListener("click", () => {
  boxes.pop();
  draw();
});
addEventListener("resize", () => draw());
if (picture.complete) draw();
else picture.addEventListener("load", () => draw());
