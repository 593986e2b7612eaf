// The explore page: draw the figure that came with the page, in the page's own colours.
(function () {
  "use strict";
  var place = document.getElementById("explore");
  var figure = JSON.parse(document.getElementById("figure").textContent);
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function draw() {
    var text = colour("--text"), tide = colour("--tide"), line = colour("--line");
    var layout = Object.assign({}, figure.layout, {
      font: { family: getComputedStyle(document.body).fontFamily, size: 15, color: text },
      hoverlabel: { bgcolor: colour("--card"), bordercolor: tide, font: { color: text } },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)"
    });
    layout.xaxis = Object.assign({}, layout.xaxis, { gridcolor: line, linecolor: line });
    layout.yaxis = Object.assign({}, layout.yaxis, { gridcolor: line, linecolor: line });
    layout.shapes = (layout.shapes || []).map(function (shape) {
      return Object.assign({}, shape, shape.type === "rect"
        ? { fillcolor: colour("--shallow") }
        : { line: { color: colour("--quiet"), width: 1.5, dash: "dot" } });
    });
    var data = figure.data.map(function (trace) {
      var light = trace.meta && trace.meta.lightly;
      var shade = light ? colour("--quiet") : tide;
      return Object.assign({}, trace, {
        line: { color: shade, width: light ? 1.25 : 2.5 },
        marker: { color: shade, size: light ? 6 : 9 }
      });
    });
    Plotly.react(place, data, layout, {
      displayModeBar: false, displaylogo: false, responsive: true,
      showSendToCloud: false, plotlyServerURL: ""
    });
  }

  place.textContent = "";
  draw();
  dark.addEventListener("change", draw);
})();
