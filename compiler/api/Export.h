// What the shared library shows of itself.
#pragma once
#define MFCC_API __attribute__((visibility("default")))
