// batch.h: what the flow methods share: the noised batch, conditions, velocities.
#pragma once
#include "models/methods/registry.h"

namespace mf {

/// t = logistic(N(time_mean, time_std^2)) from a normal number.
Tensor logistic_time(const Tensor &normal, const MethodOptions &m);

/// What the flow methods share: the noised batch and the condition that the network sees.
struct Batch {
  const Network &network;
  const Scope &net;
  const MethodOptions &m;
  Tensor z, v, t, r;
  Condition given, seen; ///< seen: rows of `dropped` have the null condition
  Tensor dropped, omega; ///< [B]; empty without a condition, without guidance drawn for each example
  Tensor at_boundary;    ///< [B, 3]: the guidance that velocities at h = 0 are told, omega in the whole interval

  Batch(const Network &network, const Scope &net, const Tensor &x, const Tensor &label, const Draws &d, const MethodOptions &m, const Tensor &t, const Tensor &r);
  bool conditional() const { return given.label.defined() || given.code.defined(); }
  bool has_t() const { return method_entry(m.method).has_t; }

  /// The network on this batch, without t where the method has none.
  Tensor evaluate(const Tensor &z, const Tensor &t, const Tensor &h, const Condition &c) const {
    return network.velocity(net, z, has_t() ? t : Tensor(), h, c);
  }
  /// The stopped velocity at h = 0.
  Tensor boundary(const Condition &c) const { return stop_gradient(evaluate(z, t, zeros_like(t), c)); }
  /// With the given condition; guided itself: guidance by omega is the fixed point of v_c = v + (1 - 1 / omega) (v_c - v_u).
  Tensor given_boundary() const { return boundary({given.label, given.code, at_boundary}); }
  Tensor null_boundary() const { return boundary(null_condition(network, given)); }
  /// `guided` on rows that kept their condition, v on the others.
  Tensor where_kept(const Tensor &guided) const;

private:
  /// omega = omega_max^U where begin <= t <= end, 1 elsewhere; begin ~ U(0, 1/2), end ~ U(1/2, 1). Rows with r = t have the whole interval: they train
  /// what boundary velocities ask for.
  void draw_guidance(const Draws &d);
};

/// u at (z, t, r) and du/dt along (tangent, 1, 0), the latter on the moving rows alone.
std::pair<Tensor, Tensor> average_velocity(const Batch &b, const Tensor &tangent, Rows moving);

/// The rows of the section [method] that all flows have, and those that mean flows have in addition.
opt::Rows<MethodOptions> flow_options();
opt::Rows<MethodOptions> mean_flow_options();

} // namespace mf
