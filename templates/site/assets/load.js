// 读数据：从文件夹打开的网页读不了数据文件，只能载入脚本，所以 assets/data/ 里的数据都写成一次函数调用。
// jdLoad(网址) 载入一个，交出其中的数据；载入不了，交出 null。
(() => {
  "use strict";

  let arrived = null;
  window.jdPart = window.jdPosition = window.jdPositions = (data) => {
    arrived = data;
  };

  window.jdLoad = (url) =>
    new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = script.onerror = (event) => {
        script.remove();
        resolve(event.type === "load" ? arrived : null);
        arrived = null;
      };
      document.head.append(script);
    });
})();
