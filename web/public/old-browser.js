// A browser without modules is from before 2018: it gets a sentence instead of a blank page.
document.getElementById('app').innerHTML =
  '<p style="padding:24px">这个浏览器太旧，打不开本系统。请换用 Chrome 86、Edge 86、Firefox 90 或更新的版本。' +
  '<br>This browser is too old. Use Chrome 86, Edge 86, Firefox 90 or later.</p>'
