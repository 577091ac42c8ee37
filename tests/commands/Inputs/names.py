"""Names with bytes that are no UTF-8: a run folder, a source, and names inside of a program. usage: names.py MFCC FOLDER"""
import json
import os
import subprocess
import sys

mfcc, folder = sys.argv[1].encode(), os.fsencode(sys.argv[2])
source, run = folder + b"/n\xff.cpp", folder + b"/r\xfe"
with open(source, "wb") as out:
    out.write(b"""#include "mf/mf.h"
using namespace mf;
MF_PROGRAM(p) { p.entry("train_step", {}, [&](const std::vector<Tensor> &) -> Results {
  Tensor w = Scope("n\xfc").parameter("w", {4}, Init::ones()), loss = sum(square(w));
  write("n\xfc.w", w - 0.1 * grad(loss, {w})[0]);
  return {{"loss", loss}, {"other\xfd", sum(w)}}; }); }
""")


def run_command(*words):
    result = subprocess.run([mfcc, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert result.returncode == 0, (words, result.stderr)
    return result.stdout


run_command(b"train", source, b"--steps", b"2", b"--run", run, b"--quiet")
run_command(b"train", source, b"--steps", b"3", b"--run", run, b"--quiet", b"--resume")
assert json.load(open(run + b"/run.json", encoding="utf-8"))["title"] == "n\ufffd"
assert json.loads(run_command(b"inspect", run + b"/model.mfa", b"--json"))["states"][0]["name"] == "n\ufffd.w"
json.loads(run_command(b"explain", source, b"--json"))
json.loads(run_command(b"bench", source, b"--steps", b"1", b"--json"))
