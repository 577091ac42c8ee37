// What the arrays of tests/references do not hold of docs/models.md section 9: the plateau schedule.
#include "models/optimizers/optimizers.h"
#include "tests/models/Compiled.h"

using namespace mf;
using namespace mf::test;

TEST_CASE("optimizers: the plateau schedule lowers the rate after so many steps without a better average") {
  OptimizerOptions o;
  o.rule = UpdateRule::sgd;
  o.learning_rate = 1;
  o.schedule = Schedule::plateau;
  o.plateau_patience = 3;
  o.final_fraction = 0.2;
  Compiled compiled(programText(Dtype::f64, [&](Program &p) {
    p.entry("update", {{"metric", {}}}, [&](const Arguments &a) -> Results {
      Scope net("net");
      Tensor w = net.parameter("w", {1}, Init::zeros());
      return {{"lr", apply_gradients(o, net, {zeros_like(w)}, a["metric"]).learning_rate}};
    });
  }));
  Call(*compiled.program, "init").run();
  Call call(*compiled.program, "update");
  const std::vector<std::pair<double, double>> steps = { // the metric, the rate
      {1, 1},                          // the average begins as the metric
      {0.5, 1},                        // 0.995 is better
      {0.99, 1},                       // 0.99495 is not: by less than a ten-thousandth
      {0.99495, 1}, {0, 1},            // before the third in vain a better one: 0.9850005
      {0.9850005, 1}, {0.9850005, 1},  {0.9850005, 0.5},
      {0.9850005, 0.5}, {0.9850005, 0.5}, {0.9850005, 0.25},
      {0.9850005, 0.25}, {0.9850005, 0.25}, {0.9850005, 0.2}, // not below the final fraction
      {0.9850005, 0.2}, {0.9850005, 0.2}, {0.9850005, 0.2},
  };
  for (size_t i = 0; i < steps.size(); ++i) {
    INFO("step " << i + 1);
    *call.argument("metric")->as<double>() = steps[i].first;
    call.run();
    CHECK(element(*call.result("lr"), 0) == Approx(steps[i].second));
  }
}
