// RUN: %mf-opt %s --mf-group-updates --verify-diagnostics
mf.state @a role "parameter" : tensor<2xf32>
mf.state @b role "parameter" : tensor<3xf32>
mf.entry @f arguments [] results ["x", "y"] {
  %x = mf.read_group [@a, @b] : tensor<5xf32>
  // expected-error@+1 {{'mf.read_group' op expected states that can lie one after the other, but another group has one of them in another place}}
  %y = mf.read_group [@b, @a] : tensor<5xf32>
  mf.return %x, %y : tensor<5xf32>, tensor<5xf32>
}
