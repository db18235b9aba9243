/* A button that says how many of its form's boxes are ticked. Without scripts its own words hold for any number. */
"use strict";

for (const button of document.querySelectorAll("button[data-many]")) {
  const words = button.textContent;
  const boxes = [...button.form.elements].filter((element) => element.name === "chosen");
  const say = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    const { one, many } = button.dataset;
    button.textContent = ticked === 0 ? words : ticked === 1 ? one : many.replace("{n}", ticked);
  };
  for (const box of boxes) box.addEventListener("change", say);
  window.addEventListener("pageshow", say); /* also when the browser brings the page back as it was left */
  say();
}
