// A long import in Django admin goes on by itself; without JavaScript there is the button.
document.querySelector("form[data-continue]")?.requestSubmit();
