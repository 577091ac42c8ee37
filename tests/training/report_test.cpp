// The report of a sweep: escaping, numbers, what is read of a run, the page.
#include "tests/training/Helpers.h"
#include "training/report/Chart.h"
#include "training/report/Comparison.h"
#include "training/report/Markup.h"
#include "training/report/Numbers.h"
#include "training/report/Report.h"
#include <cmath>
using Catch::Matchers::Contains;
using namespace mf::report;
using Json = nlohmann::ordered_json;

TEST_CASE("text cannot become markup") {
  CHECK(escape("a < b && \"c\" > 'd'") == "a &lt; b &amp;&amp; &quot;c&quot; &gt; &#39;d&#39;");
  CHECK(element("a", {{"href", "#\"><script>"}}, text("</a>")).html == "<a href=\"#&quot;&gt;&lt;script&gt;\">&lt;/a&gt;</a>");
  CHECK(escape("Fréchet \xe2\x80\xaf \xf0\x9f\x8e\xb5\n\t") == "Fréchet \xe2\x80\xaf \xf0\x9f\x8e\xb5\n\t");
  // not UTF-8: a lone byte, an overlong '/', half a surrogate, a sequence cut off; a control character
  for (const char *bad : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xe2\x80", "\x01"})
    CHECK_THAT(escape(bad), Contains("\xef\xbf\xbd"));
  CHECK(escape("\xe2\x80<") == "\xef\xbf\xbd\xef\xbf\xbd&lt;");
  CHECK(empty("img", {{"?class", ""}, {"alt", ""}}).html == "<img alt=\"\">");
}

TEST_CASE("base64 of RFC 4648") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xef\xbe") == "/+++");
  Folder folder;
  writeFile(folder / "a.png", "foo");
  CHECK(dataUri(folder / "a.png") == "data:image/png;base64,Zm9v");
  CHECK_THAT(userError([&] { dataUri(folder / "b.flac"); }), Contains("b.flac"));
}

TEST_CASE("numbers are short") {
  CHECK(formatNumber(0.0512345) == "0.05123");
  CHECK(formatNumber(12345.6) == "12346");
  CHECK(formatNumber(1.5e9) == "1.5e+09");
  CHECK(formatNumber(-0.0) == "0");
  CHECK(formatNumber(NAN) == "NaN");
  CHECK(formatNumber(-INFINITY) == "-infinity");
  CHECK(formatNumber(std::optional<double>()) == "");
  CHECK(formatDifference(0.25) == "+0.25");
  CHECK(formatDifference(-0.25) == "-0.25");
  CHECK(formatCount(1234567) == "1\xe2\x80\xaf" "234\xe2\x80\xaf" "567");
  CHECK(formatCount(-999) == "-999");
  CHECK(formatBytes(812'300'000) == "812 MB");
  CHECK(formatBytes(1'520'000'000) == "1.52 GB");
  CHECK(formatBytes(0) == "");
  CHECK(*median({3, 1, 2}) == 2);
  CHECK(*median({4, 1, 2, 3}) == 2.5);
  CHECK(!median({}));
}

// 1, 2 ... steps of which each takes 20 ms but for a slow one.
static std::vector<CurvePoint> falling(int64_t steps) {
  std::vector<CurvePoint> curve;
  for (int64_t step = 1; step <= steps; ++step)
    curve.push_back({step, 100 - double(step), double(step) * 0.02 + (step > 30 ? 5 : 0)});
  return curve;
}

TEST_CASE("what a run has learned") {
  CHECK(*smoothedAt(falling(300), 10) == Approx(90)); // steps 8 to 12
  CHECK(*smoothedAt(falling(300), 1) == Approx(97));  // steps 1 to 5
  auto l = learned(falling(300));
  REQUIRE(l);
  CHECK(l->early == Approx(90));
  CHECK(l->late == Approx(-198));
  CHECK(l->fell());
  CHECK(learned(falling(17)));
  CHECK(!learned(falling(16))); // step 12 would be in both means
  CHECK(!learned({}));
  CHECK(*stepMilliseconds(falling(300)) == Approx(20));
  CHECK(!stepMilliseconds(falling(1)));
}

TEST_CASE("the numbers of a run are read, broken lines are not") {
  Folder folder;
  writeFile(folder / "metrics.jsonl", "{\"step\":1,\"loss\":3,\"raw_mse\":2,\"seconds\":0.5}\n{\"step\":2,\"loss\":1,\"raw_mse\":null,\"seconds\":1}\n"
                                      "{\"step\":2,\"eval_loss\":7}\n{\"step\":3,\"loss\":nu");
  auto curve = readCurve(folder / "metrics.jsonl");
  REQUIRE(curve.size() == 2);
  CHECK(curve[0].rawMse == 2);
  CHECK(curve[1].rawMse == 1); // the loss in its place
  CHECK(readCurve(folder / "none").empty());
}

static RunRecord runOf(const std::string &method, const std::string &tokenization, const char *evaluation) {
  RunRecord run;
  run.name = method + " " + tokenization;
  run.method = method;
  run.architecture = "mlp";
  run.dataset = "mnist";
  run.tokenization = tokenization;
  run.status = Status::done;
  run.evaluation = Json::parse(evaluation);
  run.metrics = metricsOf(run.evaluation);
  return run;
}

static std::vector<RunRecord> twoMethods() {
  return {runOf("autoencoder", "mdct", R"({"n": 5, "lines": [{"nfe": null, "real": false, "fid": 4, "kid": null}]})"),
          runOf("mean_flow", "mdct", R"({"lines": [{"nfe": null, "real": true, "fid": 1}, {"nfe": 8, "fid": 3}, {"nfe": 50, "fid": 2}]})")};
}

TEST_CASE("metrics of an evaluation, by the number of evaluations") {
  auto runs = twoMethods();
  REQUIRE(runs[0].metrics.size() == 1);
  CHECK(runs[0].metrics[0].at == "");
  CHECK(findMetric(runs[0], "fid", "50")->value == 4); // one that needs no number stands for all
  CHECK(findMetric(runs[1], "fid", "50")->value == 2);
  CHECK(!findMetric(runs[1], "fid", "1"));
  CHECK(findMetric(runs[1], "fid", "real")->value == 1);
  CHECK(metricsOf(Json()).empty());
  CHECK(metricsOf(Json::parse(R"({"lines": [1, [2]], "n": 3, "step": 4, "x": "5"})")).empty());
  CHECK(metricsOf(Json::parse(R"({"bits_per_image": 40})"))[0].at == "");
  auto measures = metricMeasures(runs);
  REQUIRE(measures.size() == 1);
  CHECK(measures[0].places == std::vector<std::string>{"8", "50"});
}

TEST_CASE("runs side by side") {
  auto runs = twoMethods();
  Comparison c = compare(runs, metricMeasures(runs)[0], {Facet::architecture, Facet::tokenization}, Facet::method);
  CHECK(c.columns == std::vector<std::string>{"autoencoder", "mean_flow"});
  REQUIRE(c.rows.size() == 2);
  CHECK(c.rows[0].labels == std::vector<std::string>{"mlp", "mdct", "8"});
  CHECK(*c.rows[0].values[0] == 4);
  CHECK(*c.rows[0].values[1] == 3);
  CHECK(c.best() == std::vector<int64_t>{0, 2});
  c.larger = true;
  c.rows[1].values[0] = std::nullopt; // a row of one value is no comparison
  CHECK(c.best() == std::vector<int64_t>{1, 0});
  CHECK(c.comparable());
  CHECK(!compare(runs, metricMeasures(runs)[0], {Facet::method}, Facet::dataset).comparable());
}

TEST_CASE("axes have round numbers") {
  CHECK(logTicks(0.04, 3) == std::vector<double>{0.05, 0.1, 0.2, 0.5, 1, 2});
  CHECK(linearTicks(1, 300) == std::vector<double>{50, 100, 150, 200, 250, 300});
  CHECK(runningMean({{0, 1}, {1, 4}, {2, 1}}, 3)[1].second == 2);
  CHECK_THAT(drawChart({"t", "x", "y", 100, 100, {{"nothing", 0, false, false, {{1, NAN}, {2, 0}}}}}).html, Contains("No values"));
}

TEST_CASE("the page is whole and holds no link to elsewhere") {
  Folder folder;
  SweepReport report;
  report.folder = "configs<b>";
  report.runs = twoMethods();
  report.runs[0].curve = falling(40);
  report.runs[1].status = Status::failed;
  report.runs[1].curve = falling(40); // does not count: it did not come to its end
  report.runs[1].problem = "<out of memory>";
  report.runs[0].exhibits = {{"Samples", folder / "gone.png", ""}};
  std::string page = formatPage(report);
  CHECK_THAT(page, Contains("configs&lt;b&gt;") && Contains("&lt;out of memory&gt;") && Contains("1 of 1.") && Contains("gone.png"));
  CHECK_THAT(page, !Contains("<b>") && !Contains("http:") && !Contains("https:"));
  Json json = formatJson(report);
  CHECK(json["runs"][0]["raw_mse_fell"] == true);
  CHECK(json["raw_mse_judged"] == 1);
  CHECK(json["failed"] == 1);
}
