// A mean flow training step: tangents in some rows, gradient, Adam, average, counters; and its sampler.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=3 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.state @step role "counter" : tensor<i32>
mf.state @key role "key" : tensor<2xi32>
mf.state @w0 role "parameter" : tensor<5x12xf32>
mf.state @w0_m role "optimizer" : tensor<5x12xf32>
mf.state @w0_v role "optimizer" : tensor<5x12xf32>
mf.state @w0_ema role "ema" : tensor<5x12xf32>
mf.state @b0 role "parameter" : tensor<12xf32>
mf.state @b0_m role "optimizer" : tensor<12xf32>
mf.state @b0_v role "optimizer" : tensor<12xf32>
mf.state @b0_ema role "ema" : tensor<12xf32>
mf.state @w1 role "parameter" : tensor<12x3xf32>
mf.state @w1_m role "optimizer" : tensor<12x3xf32>
mf.state @w1_v role "optimizer" : tensor<12x3xf32>
mf.state @w1_ema role "ema" : tensor<12x3xf32>
mf.state @b1 role "parameter" : tensor<3xf32>
mf.state @b1_m role "optimizer" : tensor<3xf32>
mf.state @b1_v role "optimizer" : tensor<3xf32>
mf.state @b1_ema role "ema" : tensor<3xf32>
mf.entry @step_all arguments ["data"] results ["r0", "r1"] attributes {scale = 2.000000e+02 : f64, range = {w0_v = [1.000000e-01 : f64, 1.000000e+00 : f64], b0_v = [1.000000e-01 : f64, 1.000000e+00 : f64], w1_v = [1.000000e-01 : f64, 1.000000e+00 : f64], b1_v = [1.000000e-01 : f64, 1.000000e+00 : f64], step = [1, 9], key = [0, 99]}} {
^bb0(%data: tensor<8x3xf32>):
  %v0 = mf.read @key : tensor<2xi32>
  %v1 = mf.read @step : tensor<i32>
  %v2 = mf.read @w0 : tensor<5x12xf32>
  %v3 = mf.read @b0 : tensor<12xf32>
  %v4 = mf.read @w1 : tensor<12x3xf32>
  %v5 = mf.read @b1 : tensor<3xf32>
  %v6 = mf.random_normal %v0 stream 0 : tensor<2xi32> -> tensor<8x3xf32>
  %v7 = mf.random_uniform %v0 stream 1 : tensor<2xi32> -> tensor<8xf32>
  %v8 = mf.random_uniform %v0 stream 2 : tensor<2xi32> -> tensor<8xf32>
  %v9 = mf.max %v7, %v8 : tensor<8xf32>
  %v10 = mf.min %v7, %v8 : tensor<8xf32>
  %v11 = mf.broadcast_in_dim %v9 dims [0] : tensor<8xf32> -> tensor<8x3xf32>
  %v12 = mf.constant dense<1.0> : tensor<8x3xf32>
  %v13 = mf.sub %v12, %v11 : tensor<8x3xf32>
  %v14 = mf.mul %v13, %data : tensor<8x3xf32>
  %v15 = mf.mul %v11, %v6 : tensor<8x3xf32>
  %v16 = mf.add %v14, %v15 : tensor<8x3xf32>
  %v17 = mf.sub %v6, %data : tensor<8x3xf32>
  %v18 = mf.identity %v16 : tensor<8x3xf32>
  %v19 = mf.identity %v9 : tensor<8xf32>
  %v20 = mf.reshape %v10 : tensor<8xf32> -> tensor<8x1xf32>
  %v21 = mf.reshape %v19 : tensor<8xf32> -> tensor<8x1xf32>
  %v22 = mf.concatenate %v18, %v20, %v21 along 1 : tensor<8x3xf32>, tensor<8x1xf32>, tensor<8x1xf32> -> tensor<8x5xf32>
  %v23 = mf.dot_general %v22, %v2 batch [] x [] contracting [1] x [0] : tensor<8x5xf32>, tensor<5x12xf32> -> tensor<8x12xf32>
  %v24 = mf.broadcast_in_dim %v3 dims [1] : tensor<12xf32> -> tensor<8x12xf32>
  %v25 = mf.add %v23, %v24 : tensor<8x12xf32>
  %v26 = mf.silu %v25 : tensor<8x12xf32>
  %v27 = mf.dot_general %v26, %v4 batch [] x [] contracting [1] x [0] : tensor<8x12xf32>, tensor<12x3xf32> -> tensor<8x3xf32>
  %v28 = mf.broadcast_in_dim %v5 dims [1] : tensor<3xf32> -> tensor<8x3xf32>
  %v29 = mf.add %v27, %v28 : tensor<8x3xf32>
  %v30 = mf.constant dense<1.0> : tensor<8xf32>
  %v31 = mf.jvp of %v29 at %v18, %v19 along %v17, %v30 : (tensor<8x3xf32>) (tensor<8x3xf32>, tensor<8xf32>) (tensor<8x3xf32>, tensor<8xf32>) -> tensor<8x3xf32>
  %v32 = mf.sub %v9, %v10 : tensor<8xf32>
  %v33 = mf.broadcast_in_dim %v32 dims [0] : tensor<8xf32> -> tensor<8x3xf32>
  %v34 = mf.mul %v33, %v31 : tensor<8x3xf32>
  %v35 = mf.sub %v17, %v34 : tensor<8x3xf32>
  %v36 = mf.stop_gradient %v35 : tensor<8x3xf32>
  %v37 = mf.sub %v29, %v36 : tensor<8x3xf32>
  %v38 = mf.mul %v37, %v37 : tensor<8x3xf32>
  %v39 = mf.reduce sum %v38 dims [1] : tensor<8x3xf32> -> tensor<8xf32>
  %v40 = mf.constant dense<1.0> : tensor<8xf32>
  %v41 = mf.constant dense<0.01> : tensor<8xf32>
  %v42 = mf.add %v39, %v41 : tensor<8xf32>
  %v43 = mf.div %v40, %v42 : tensor<8xf32>
  %v44 = mf.stop_gradient %v43 : tensor<8xf32>
  %v45 = mf.mul %v44, %v39 : tensor<8xf32>
  %v46 = mf.reduce sum %v45 dims [0] : tensor<8xf32> -> tensor<f32>
  %v47 = mf.constant dense<8.0> : tensor<f32>
  %v48 = mf.div %v46, %v47 : tensor<f32>
  %v49, %v50, %v51, %v52 = mf.grad of %v48 at %v2, %v3, %v4, %v5 : tensor<f32> (tensor<5x12xf32>, tensor<12xf32>, tensor<12x3xf32>, tensor<3xf32>) -> tensor<5x12xf32>, tensor<12xf32>, tensor<12x3xf32>, tensor<3xf32>
  %v53 = mf.constant dense<1> : tensor<i32>
  %v54 = mf.add %v1, %v53 : tensor<i32>
  mf.write @step, %v54 : tensor<i32>
  %v55 = mf.constant dense<[0, 1]> : tensor<2xi32>
  %v56 = mf.add %v0, %v55 : tensor<2xi32>
  mf.write @key, %v56 : tensor<2xi32>
  %v57 = mf.mul %v49, %v49 : tensor<5x12xf32>
  %v58 = mf.reduce sum %v57 dims [0, 1] : tensor<5x12xf32> -> tensor<f32>
  %v59 = mf.mul %v50, %v50 : tensor<12xf32>
  %v60 = mf.reduce sum %v59 dims [0] : tensor<12xf32> -> tensor<f32>
  %v61 = mf.mul %v51, %v51 : tensor<12x3xf32>
  %v62 = mf.reduce sum %v61 dims [0, 1] : tensor<12x3xf32> -> tensor<f32>
  %v63 = mf.mul %v52, %v52 : tensor<3xf32>
  %v64 = mf.reduce sum %v63 dims [0] : tensor<3xf32> -> tensor<f32>
  %v65 = mf.add %v58, %v60 : tensor<f32>
  %v66 = mf.add %v65, %v62 : tensor<f32>
  %v67 = mf.add %v66, %v64 : tensor<f32>
  %v68 = mf.sqrt %v67 : tensor<f32>
  %v69 = mf.constant dense<1.0> : tensor<f32>
  %v70 = mf.constant dense<1.0> : tensor<f32>
  %v71 = mf.div %v70, %v68 : tensor<f32>
  %v72 = mf.min %v69, %v71 : tensor<f32>
  %v73 = mf.constant dense<0.01> : tensor<f32>
  %v74 = mf.broadcast_in_dim %v72 dims [] : tensor<f32> -> tensor<5x12xf32>
  %v75 = mf.mul %v49, %v74 : tensor<5x12xf32>
  %v76 = mf.constant dense<0.9> : tensor<5x12xf32>
  %v77 = mf.read @w0_m : tensor<5x12xf32>
  %v78 = mf.mul %v76, %v77 : tensor<5x12xf32>
  %v79 = mf.constant dense<0.1> : tensor<5x12xf32>
  %v80 = mf.mul %v79, %v75 : tensor<5x12xf32>
  %v81 = mf.add %v78, %v80 : tensor<5x12xf32>
  %v82 = mf.constant dense<0.99> : tensor<5x12xf32>
  %v83 = mf.read @w0_v : tensor<5x12xf32>
  %v84 = mf.mul %v82, %v83 : tensor<5x12xf32>
  %v85 = mf.constant dense<0.01> : tensor<5x12xf32>
  %v86 = mf.mul %v75, %v75 : tensor<5x12xf32>
  %v87 = mf.mul %v85, %v86 : tensor<5x12xf32>
  %v88 = mf.add %v84, %v87 : tensor<5x12xf32>
  %v89 = mf.broadcast_in_dim %v73 dims [] : tensor<f32> -> tensor<5x12xf32>
  %v90 = mf.sqrt %v88 : tensor<5x12xf32>
  %v91 = mf.constant dense<1.0e-8> : tensor<5x12xf32>
  %v92 = mf.add %v90, %v91 : tensor<5x12xf32>
  %v93 = mf.div %v81, %v92 : tensor<5x12xf32>
  %v94 = mf.mul %v89, %v93 : tensor<5x12xf32>
  %v95 = mf.sub %v2, %v94 : tensor<5x12xf32>
  %v96 = mf.constant dense<0.99> : tensor<5x12xf32>
  %v97 = mf.read @w0_ema : tensor<5x12xf32>
  %v98 = mf.mul %v96, %v97 : tensor<5x12xf32>
  %v99 = mf.constant dense<0.01> : tensor<5x12xf32>
  %v100 = mf.mul %v99, %v95 : tensor<5x12xf32>
  %v101 = mf.add %v98, %v100 : tensor<5x12xf32>
  mf.write @w0, %v95 : tensor<5x12xf32>
  mf.write @w0_m, %v81 : tensor<5x12xf32>
  mf.write @w0_v, %v88 : tensor<5x12xf32>
  mf.write @w0_ema, %v101 : tensor<5x12xf32>
  %v102 = mf.broadcast_in_dim %v72 dims [] : tensor<f32> -> tensor<12xf32>
  %v103 = mf.mul %v50, %v102 : tensor<12xf32>
  %v104 = mf.constant dense<0.9> : tensor<12xf32>
  %v105 = mf.read @b0_m : tensor<12xf32>
  %v106 = mf.mul %v104, %v105 : tensor<12xf32>
  %v107 = mf.constant dense<0.1> : tensor<12xf32>
  %v108 = mf.mul %v107, %v103 : tensor<12xf32>
  %v109 = mf.add %v106, %v108 : tensor<12xf32>
  %v110 = mf.constant dense<0.99> : tensor<12xf32>
  %v111 = mf.read @b0_v : tensor<12xf32>
  %v112 = mf.mul %v110, %v111 : tensor<12xf32>
  %v113 = mf.constant dense<0.01> : tensor<12xf32>
  %v114 = mf.mul %v103, %v103 : tensor<12xf32>
  %v115 = mf.mul %v113, %v114 : tensor<12xf32>
  %v116 = mf.add %v112, %v115 : tensor<12xf32>
  %v117 = mf.broadcast_in_dim %v73 dims [] : tensor<f32> -> tensor<12xf32>
  %v118 = mf.sqrt %v116 : tensor<12xf32>
  %v119 = mf.constant dense<1.0e-8> : tensor<12xf32>
  %v120 = mf.add %v118, %v119 : tensor<12xf32>
  %v121 = mf.div %v109, %v120 : tensor<12xf32>
  %v122 = mf.mul %v117, %v121 : tensor<12xf32>
  %v123 = mf.sub %v3, %v122 : tensor<12xf32>
  %v124 = mf.constant dense<0.99> : tensor<12xf32>
  %v125 = mf.read @b0_ema : tensor<12xf32>
  %v126 = mf.mul %v124, %v125 : tensor<12xf32>
  %v127 = mf.constant dense<0.01> : tensor<12xf32>
  %v128 = mf.mul %v127, %v123 : tensor<12xf32>
  %v129 = mf.add %v126, %v128 : tensor<12xf32>
  mf.write @b0, %v123 : tensor<12xf32>
  mf.write @b0_m, %v109 : tensor<12xf32>
  mf.write @b0_v, %v116 : tensor<12xf32>
  mf.write @b0_ema, %v129 : tensor<12xf32>
  %v130 = mf.broadcast_in_dim %v72 dims [] : tensor<f32> -> tensor<12x3xf32>
  %v131 = mf.mul %v51, %v130 : tensor<12x3xf32>
  %v132 = mf.constant dense<0.9> : tensor<12x3xf32>
  %v133 = mf.read @w1_m : tensor<12x3xf32>
  %v134 = mf.mul %v132, %v133 : tensor<12x3xf32>
  %v135 = mf.constant dense<0.1> : tensor<12x3xf32>
  %v136 = mf.mul %v135, %v131 : tensor<12x3xf32>
  %v137 = mf.add %v134, %v136 : tensor<12x3xf32>
  %v138 = mf.constant dense<0.99> : tensor<12x3xf32>
  %v139 = mf.read @w1_v : tensor<12x3xf32>
  %v140 = mf.mul %v138, %v139 : tensor<12x3xf32>
  %v141 = mf.constant dense<0.01> : tensor<12x3xf32>
  %v142 = mf.mul %v131, %v131 : tensor<12x3xf32>
  %v143 = mf.mul %v141, %v142 : tensor<12x3xf32>
  %v144 = mf.add %v140, %v143 : tensor<12x3xf32>
  %v145 = mf.broadcast_in_dim %v73 dims [] : tensor<f32> -> tensor<12x3xf32>
  %v146 = mf.sqrt %v144 : tensor<12x3xf32>
  %v147 = mf.constant dense<1.0e-8> : tensor<12x3xf32>
  %v148 = mf.add %v146, %v147 : tensor<12x3xf32>
  %v149 = mf.div %v137, %v148 : tensor<12x3xf32>
  %v150 = mf.mul %v145, %v149 : tensor<12x3xf32>
  %v151 = mf.sub %v4, %v150 : tensor<12x3xf32>
  %v152 = mf.constant dense<0.99> : tensor<12x3xf32>
  %v153 = mf.read @w1_ema : tensor<12x3xf32>
  %v154 = mf.mul %v152, %v153 : tensor<12x3xf32>
  %v155 = mf.constant dense<0.01> : tensor<12x3xf32>
  %v156 = mf.mul %v155, %v151 : tensor<12x3xf32>
  %v157 = mf.add %v154, %v156 : tensor<12x3xf32>
  mf.write @w1, %v151 : tensor<12x3xf32>
  mf.write @w1_m, %v137 : tensor<12x3xf32>
  mf.write @w1_v, %v144 : tensor<12x3xf32>
  mf.write @w1_ema, %v157 : tensor<12x3xf32>
  %v158 = mf.broadcast_in_dim %v72 dims [] : tensor<f32> -> tensor<3xf32>
  %v159 = mf.mul %v52, %v158 : tensor<3xf32>
  %v160 = mf.constant dense<0.9> : tensor<3xf32>
  %v161 = mf.read @b1_m : tensor<3xf32>
  %v162 = mf.mul %v160, %v161 : tensor<3xf32>
  %v163 = mf.constant dense<0.1> : tensor<3xf32>
  %v164 = mf.mul %v163, %v159 : tensor<3xf32>
  %v165 = mf.add %v162, %v164 : tensor<3xf32>
  %v166 = mf.constant dense<0.99> : tensor<3xf32>
  %v167 = mf.read @b1_v : tensor<3xf32>
  %v168 = mf.mul %v166, %v167 : tensor<3xf32>
  %v169 = mf.constant dense<0.01> : tensor<3xf32>
  %v170 = mf.mul %v159, %v159 : tensor<3xf32>
  %v171 = mf.mul %v169, %v170 : tensor<3xf32>
  %v172 = mf.add %v168, %v171 : tensor<3xf32>
  %v173 = mf.broadcast_in_dim %v73 dims [] : tensor<f32> -> tensor<3xf32>
  %v174 = mf.sqrt %v172 : tensor<3xf32>
  %v175 = mf.constant dense<1.0e-8> : tensor<3xf32>
  %v176 = mf.add %v174, %v175 : tensor<3xf32>
  %v177 = mf.div %v165, %v176 : tensor<3xf32>
  %v178 = mf.mul %v173, %v177 : tensor<3xf32>
  %v179 = mf.sub %v5, %v178 : tensor<3xf32>
  %v180 = mf.constant dense<0.99> : tensor<3xf32>
  %v181 = mf.read @b1_ema : tensor<3xf32>
  %v182 = mf.mul %v180, %v181 : tensor<3xf32>
  %v183 = mf.constant dense<0.01> : tensor<3xf32>
  %v184 = mf.mul %v183, %v179 : tensor<3xf32>
  %v185 = mf.add %v182, %v184 : tensor<3xf32>
  mf.write @b1, %v179 : tensor<3xf32>
  mf.write @b1_m, %v165 : tensor<3xf32>
  mf.write @b1_v, %v172 : tensor<3xf32>
  mf.write @b1_ema, %v185 : tensor<3xf32>
  mf.return %v48, %v68 : tensor<f32>, tensor<f32>
}
mf.entry @step_rows arguments ["data"] results ["r0", "r1"] attributes {scale = 2.000000e+02 : f64, range = {w0_v = [1.000000e-01 : f64, 1.000000e+00 : f64], b0_v = [1.000000e-01 : f64, 1.000000e+00 : f64], w1_v = [1.000000e-01 : f64, 1.000000e+00 : f64], b1_v = [1.000000e-01 : f64, 1.000000e+00 : f64], step = [1, 9], key = [0, 99]}} {
^bb0(%data: tensor<8x3xf32>):
  %v0 = mf.read @key : tensor<2xi32>
  %v1 = mf.read @step : tensor<i32>
  %v2 = mf.read @w0 : tensor<5x12xf32>
  %v3 = mf.read @b0 : tensor<12xf32>
  %v4 = mf.read @w1 : tensor<12x3xf32>
  %v5 = mf.read @b1 : tensor<3xf32>
  %v6 = mf.random_normal %v0 stream 0 : tensor<2xi32> -> tensor<8x3xf32>
  %v7 = mf.random_uniform %v0 stream 1 : tensor<2xi32> -> tensor<8xf32>
  %v8 = mf.random_uniform %v0 stream 2 : tensor<2xi32> -> tensor<8xf32>
  %v9 = mf.max %v7, %v8 : tensor<8xf32>
  %v10 = mf.min %v7, %v8 : tensor<8xf32>
  %v11 = mf.iota 0 : tensor<8xi32>
  %v12 = mf.constant dense<2> : tensor<8xi32>
  %v13 = mf.compare ge %v11, %v12 : tensor<8xi32> -> tensor<8xi1>
  %v14 = mf.select %v13, %v10, %v9 : tensor<8xi1>, tensor<8xf32>
  %v15 = mf.broadcast_in_dim %v9 dims [0] : tensor<8xf32> -> tensor<8x3xf32>
  %v16 = mf.constant dense<1.0> : tensor<8x3xf32>
  %v17 = mf.sub %v16, %v15 : tensor<8x3xf32>
  %v18 = mf.mul %v17, %data : tensor<8x3xf32>
  %v19 = mf.mul %v15, %v6 : tensor<8x3xf32>
  %v20 = mf.add %v18, %v19 : tensor<8x3xf32>
  %v21 = mf.sub %v6, %data : tensor<8x3xf32>
  %v22 = mf.identity %v20 : tensor<8x3xf32>
  %v23 = mf.identity %v9 : tensor<8xf32>
  %v24 = mf.reshape %v14 : tensor<8xf32> -> tensor<8x1xf32>
  %v25 = mf.reshape %v23 : tensor<8xf32> -> tensor<8x1xf32>
  %v26 = mf.concatenate %v22, %v24, %v25 along 1 : tensor<8x3xf32>, tensor<8x1xf32>, tensor<8x1xf32> -> tensor<8x5xf32>
  %v27 = mf.dot_general %v26, %v2 batch [] x [] contracting [1] x [0] : tensor<8x5xf32>, tensor<5x12xf32> -> tensor<8x12xf32>
  %v28 = mf.broadcast_in_dim %v3 dims [1] : tensor<12xf32> -> tensor<8x12xf32>
  %v29 = mf.add %v27, %v28 : tensor<8x12xf32>
  %v30 = mf.silu %v29 : tensor<8x12xf32>
  %v31 = mf.dot_general %v30, %v4 batch [] x [] contracting [1] x [0] : tensor<8x12xf32>, tensor<12x3xf32> -> tensor<8x3xf32>
  %v32 = mf.broadcast_in_dim %v5 dims [1] : tensor<3xf32> -> tensor<8x3xf32>
  %v33 = mf.add %v31, %v32 : tensor<8x3xf32>
  %v34 = mf.constant dense<1.0> : tensor<8xf32>
  %v35 = mf.jvp of %v33 at %v22, %v23 along %v21, %v34 rows [2, 8] : (tensor<8x3xf32>) (tensor<8x3xf32>, tensor<8xf32>) (tensor<8x3xf32>, tensor<8xf32>) -> tensor<8x3xf32>
  %v36 = mf.sub %v9, %v14 : tensor<8xf32>
  %v37 = mf.broadcast_in_dim %v36 dims [0] : tensor<8xf32> -> tensor<8x3xf32>
  %v38 = mf.mul %v37, %v35 : tensor<8x3xf32>
  %v39 = mf.sub %v21, %v38 : tensor<8x3xf32>
  %v40 = mf.stop_gradient %v39 : tensor<8x3xf32>
  %v41 = mf.sub %v33, %v40 : tensor<8x3xf32>
  %v42 = mf.mul %v41, %v41 : tensor<8x3xf32>
  %v43 = mf.reduce sum %v42 dims [1] : tensor<8x3xf32> -> tensor<8xf32>
  %v44 = mf.constant dense<1.0> : tensor<8xf32>
  %v45 = mf.constant dense<0.01> : tensor<8xf32>
  %v46 = mf.add %v43, %v45 : tensor<8xf32>
  %v47 = mf.div %v44, %v46 : tensor<8xf32>
  %v48 = mf.stop_gradient %v47 : tensor<8xf32>
  %v49 = mf.mul %v48, %v43 : tensor<8xf32>
  %v50 = mf.reduce sum %v49 dims [0] : tensor<8xf32> -> tensor<f32>
  %v51 = mf.constant dense<8.0> : tensor<f32>
  %v52 = mf.div %v50, %v51 : tensor<f32>
  %v53, %v54, %v55, %v56 = mf.grad of %v52 at %v2, %v3, %v4, %v5 : tensor<f32> (tensor<5x12xf32>, tensor<12xf32>, tensor<12x3xf32>, tensor<3xf32>) -> tensor<5x12xf32>, tensor<12xf32>, tensor<12x3xf32>, tensor<3xf32>
  %v57 = mf.constant dense<1> : tensor<i32>
  %v58 = mf.add %v1, %v57 : tensor<i32>
  mf.write @step, %v58 : tensor<i32>
  %v59 = mf.constant dense<[0, 1]> : tensor<2xi32>
  %v60 = mf.add %v0, %v59 : tensor<2xi32>
  mf.write @key, %v60 : tensor<2xi32>
  %v61 = mf.mul %v53, %v53 : tensor<5x12xf32>
  %v62 = mf.reduce sum %v61 dims [0, 1] : tensor<5x12xf32> -> tensor<f32>
  %v63 = mf.mul %v54, %v54 : tensor<12xf32>
  %v64 = mf.reduce sum %v63 dims [0] : tensor<12xf32> -> tensor<f32>
  %v65 = mf.mul %v55, %v55 : tensor<12x3xf32>
  %v66 = mf.reduce sum %v65 dims [0, 1] : tensor<12x3xf32> -> tensor<f32>
  %v67 = mf.mul %v56, %v56 : tensor<3xf32>
  %v68 = mf.reduce sum %v67 dims [0] : tensor<3xf32> -> tensor<f32>
  %v69 = mf.add %v62, %v64 : tensor<f32>
  %v70 = mf.add %v69, %v66 : tensor<f32>
  %v71 = mf.add %v70, %v68 : tensor<f32>
  %v72 = mf.sqrt %v71 : tensor<f32>
  %v73 = mf.constant dense<1.0> : tensor<f32>
  %v74 = mf.constant dense<1.0> : tensor<f32>
  %v75 = mf.div %v74, %v72 : tensor<f32>
  %v76 = mf.min %v73, %v75 : tensor<f32>
  %v77 = mf.constant dense<0.01> : tensor<f32>
  %v78 = mf.broadcast_in_dim %v76 dims [] : tensor<f32> -> tensor<5x12xf32>
  %v79 = mf.mul %v53, %v78 : tensor<5x12xf32>
  %v80 = mf.constant dense<0.9> : tensor<5x12xf32>
  %v81 = mf.read @w0_m : tensor<5x12xf32>
  %v82 = mf.mul %v80, %v81 : tensor<5x12xf32>
  %v83 = mf.constant dense<0.1> : tensor<5x12xf32>
  %v84 = mf.mul %v83, %v79 : tensor<5x12xf32>
  %v85 = mf.add %v82, %v84 : tensor<5x12xf32>
  %v86 = mf.constant dense<0.99> : tensor<5x12xf32>
  %v87 = mf.read @w0_v : tensor<5x12xf32>
  %v88 = mf.mul %v86, %v87 : tensor<5x12xf32>
  %v89 = mf.constant dense<0.01> : tensor<5x12xf32>
  %v90 = mf.mul %v79, %v79 : tensor<5x12xf32>
  %v91 = mf.mul %v89, %v90 : tensor<5x12xf32>
  %v92 = mf.add %v88, %v91 : tensor<5x12xf32>
  %v93 = mf.broadcast_in_dim %v77 dims [] : tensor<f32> -> tensor<5x12xf32>
  %v94 = mf.sqrt %v92 : tensor<5x12xf32>
  %v95 = mf.constant dense<1.0e-8> : tensor<5x12xf32>
  %v96 = mf.add %v94, %v95 : tensor<5x12xf32>
  %v97 = mf.div %v85, %v96 : tensor<5x12xf32>
  %v98 = mf.mul %v93, %v97 : tensor<5x12xf32>
  %v99 = mf.sub %v2, %v98 : tensor<5x12xf32>
  %v100 = mf.constant dense<0.99> : tensor<5x12xf32>
  %v101 = mf.read @w0_ema : tensor<5x12xf32>
  %v102 = mf.mul %v100, %v101 : tensor<5x12xf32>
  %v103 = mf.constant dense<0.01> : tensor<5x12xf32>
  %v104 = mf.mul %v103, %v99 : tensor<5x12xf32>
  %v105 = mf.add %v102, %v104 : tensor<5x12xf32>
  mf.write @w0, %v99 : tensor<5x12xf32>
  mf.write @w0_m, %v85 : tensor<5x12xf32>
  mf.write @w0_v, %v92 : tensor<5x12xf32>
  mf.write @w0_ema, %v105 : tensor<5x12xf32>
  %v106 = mf.broadcast_in_dim %v76 dims [] : tensor<f32> -> tensor<12xf32>
  %v107 = mf.mul %v54, %v106 : tensor<12xf32>
  %v108 = mf.constant dense<0.9> : tensor<12xf32>
  %v109 = mf.read @b0_m : tensor<12xf32>
  %v110 = mf.mul %v108, %v109 : tensor<12xf32>
  %v111 = mf.constant dense<0.1> : tensor<12xf32>
  %v112 = mf.mul %v111, %v107 : tensor<12xf32>
  %v113 = mf.add %v110, %v112 : tensor<12xf32>
  %v114 = mf.constant dense<0.99> : tensor<12xf32>
  %v115 = mf.read @b0_v : tensor<12xf32>
  %v116 = mf.mul %v114, %v115 : tensor<12xf32>
  %v117 = mf.constant dense<0.01> : tensor<12xf32>
  %v118 = mf.mul %v107, %v107 : tensor<12xf32>
  %v119 = mf.mul %v117, %v118 : tensor<12xf32>
  %v120 = mf.add %v116, %v119 : tensor<12xf32>
  %v121 = mf.broadcast_in_dim %v77 dims [] : tensor<f32> -> tensor<12xf32>
  %v122 = mf.sqrt %v120 : tensor<12xf32>
  %v123 = mf.constant dense<1.0e-8> : tensor<12xf32>
  %v124 = mf.add %v122, %v123 : tensor<12xf32>
  %v125 = mf.div %v113, %v124 : tensor<12xf32>
  %v126 = mf.mul %v121, %v125 : tensor<12xf32>
  %v127 = mf.sub %v3, %v126 : tensor<12xf32>
  %v128 = mf.constant dense<0.99> : tensor<12xf32>
  %v129 = mf.read @b0_ema : tensor<12xf32>
  %v130 = mf.mul %v128, %v129 : tensor<12xf32>
  %v131 = mf.constant dense<0.01> : tensor<12xf32>
  %v132 = mf.mul %v131, %v127 : tensor<12xf32>
  %v133 = mf.add %v130, %v132 : tensor<12xf32>
  mf.write @b0, %v127 : tensor<12xf32>
  mf.write @b0_m, %v113 : tensor<12xf32>
  mf.write @b0_v, %v120 : tensor<12xf32>
  mf.write @b0_ema, %v133 : tensor<12xf32>
  %v134 = mf.broadcast_in_dim %v76 dims [] : tensor<f32> -> tensor<12x3xf32>
  %v135 = mf.mul %v55, %v134 : tensor<12x3xf32>
  %v136 = mf.constant dense<0.9> : tensor<12x3xf32>
  %v137 = mf.read @w1_m : tensor<12x3xf32>
  %v138 = mf.mul %v136, %v137 : tensor<12x3xf32>
  %v139 = mf.constant dense<0.1> : tensor<12x3xf32>
  %v140 = mf.mul %v139, %v135 : tensor<12x3xf32>
  %v141 = mf.add %v138, %v140 : tensor<12x3xf32>
  %v142 = mf.constant dense<0.99> : tensor<12x3xf32>
  %v143 = mf.read @w1_v : tensor<12x3xf32>
  %v144 = mf.mul %v142, %v143 : tensor<12x3xf32>
  %v145 = mf.constant dense<0.01> : tensor<12x3xf32>
  %v146 = mf.mul %v135, %v135 : tensor<12x3xf32>
  %v147 = mf.mul %v145, %v146 : tensor<12x3xf32>
  %v148 = mf.add %v144, %v147 : tensor<12x3xf32>
  %v149 = mf.broadcast_in_dim %v77 dims [] : tensor<f32> -> tensor<12x3xf32>
  %v150 = mf.sqrt %v148 : tensor<12x3xf32>
  %v151 = mf.constant dense<1.0e-8> : tensor<12x3xf32>
  %v152 = mf.add %v150, %v151 : tensor<12x3xf32>
  %v153 = mf.div %v141, %v152 : tensor<12x3xf32>
  %v154 = mf.mul %v149, %v153 : tensor<12x3xf32>
  %v155 = mf.sub %v4, %v154 : tensor<12x3xf32>
  %v156 = mf.constant dense<0.99> : tensor<12x3xf32>
  %v157 = mf.read @w1_ema : tensor<12x3xf32>
  %v158 = mf.mul %v156, %v157 : tensor<12x3xf32>
  %v159 = mf.constant dense<0.01> : tensor<12x3xf32>
  %v160 = mf.mul %v159, %v155 : tensor<12x3xf32>
  %v161 = mf.add %v158, %v160 : tensor<12x3xf32>
  mf.write @w1, %v155 : tensor<12x3xf32>
  mf.write @w1_m, %v141 : tensor<12x3xf32>
  mf.write @w1_v, %v148 : tensor<12x3xf32>
  mf.write @w1_ema, %v161 : tensor<12x3xf32>
  %v162 = mf.broadcast_in_dim %v76 dims [] : tensor<f32> -> tensor<3xf32>
  %v163 = mf.mul %v56, %v162 : tensor<3xf32>
  %v164 = mf.constant dense<0.9> : tensor<3xf32>
  %v165 = mf.read @b1_m : tensor<3xf32>
  %v166 = mf.mul %v164, %v165 : tensor<3xf32>
  %v167 = mf.constant dense<0.1> : tensor<3xf32>
  %v168 = mf.mul %v167, %v163 : tensor<3xf32>
  %v169 = mf.add %v166, %v168 : tensor<3xf32>
  %v170 = mf.constant dense<0.99> : tensor<3xf32>
  %v171 = mf.read @b1_v : tensor<3xf32>
  %v172 = mf.mul %v170, %v171 : tensor<3xf32>
  %v173 = mf.constant dense<0.01> : tensor<3xf32>
  %v174 = mf.mul %v163, %v163 : tensor<3xf32>
  %v175 = mf.mul %v173, %v174 : tensor<3xf32>
  %v176 = mf.add %v172, %v175 : tensor<3xf32>
  %v177 = mf.broadcast_in_dim %v77 dims [] : tensor<f32> -> tensor<3xf32>
  %v178 = mf.sqrt %v176 : tensor<3xf32>
  %v179 = mf.constant dense<1.0e-8> : tensor<3xf32>
  %v180 = mf.add %v178, %v179 : tensor<3xf32>
  %v181 = mf.div %v169, %v180 : tensor<3xf32>
  %v182 = mf.mul %v177, %v181 : tensor<3xf32>
  %v183 = mf.sub %v5, %v182 : tensor<3xf32>
  %v184 = mf.constant dense<0.99> : tensor<3xf32>
  %v185 = mf.read @b1_ema : tensor<3xf32>
  %v186 = mf.mul %v184, %v185 : tensor<3xf32>
  %v187 = mf.constant dense<0.01> : tensor<3xf32>
  %v188 = mf.mul %v187, %v183 : tensor<3xf32>
  %v189 = mf.add %v186, %v188 : tensor<3xf32>
  mf.write @b1, %v183 : tensor<3xf32>
  mf.write @b1_m, %v169 : tensor<3xf32>
  mf.write @b1_v, %v176 : tensor<3xf32>
  mf.write @b1_ema, %v189 : tensor<3xf32>
  mf.return %v52, %v72 : tensor<f32>, tensor<f32>
}
mf.entry @step_rows_scheduled arguments ["data"] results ["r0", "r1"] attributes {scale = 2.000000e+02 : f64, range = {w0_v = [1.000000e-01 : f64, 1.000000e+00 : f64], b0_v = [1.000000e-01 : f64, 1.000000e+00 : f64], w1_v = [1.000000e-01 : f64, 1.000000e+00 : f64], b1_v = [1.000000e-01 : f64, 1.000000e+00 : f64], step = [1, 9], key = [0, 99]}} {
^bb0(%data: tensor<8x3xf32>):
  %v0 = mf.read @key : tensor<2xi32>
  %v1 = mf.read @step : tensor<i32>
  %v2 = mf.read @w0 : tensor<5x12xf32>
  %v3 = mf.read @b0 : tensor<12xf32>
  %v4 = mf.read @w1 : tensor<12x3xf32>
  %v5 = mf.read @b1 : tensor<3xf32>
  %v6 = mf.random_normal %v0 stream 0 : tensor<2xi32> -> tensor<8x3xf32>
  %v7 = mf.random_uniform %v0 stream 1 : tensor<2xi32> -> tensor<8xf32>
  %v8 = mf.random_uniform %v0 stream 2 : tensor<2xi32> -> tensor<8xf32>
  %v9 = mf.max %v7, %v8 : tensor<8xf32>
  %v10 = mf.min %v7, %v8 : tensor<8xf32>
  %v11 = mf.iota 0 : tensor<8xi32>
  %v12 = mf.constant dense<5> : tensor<8xi32>
  %v13 = mf.compare ge %v11, %v12 : tensor<8xi32> -> tensor<8xi1>
  %v14 = mf.select %v13, %v10, %v9 : tensor<8xi1>, tensor<8xf32>
  %v15 = mf.broadcast_in_dim %v9 dims [0] : tensor<8xf32> -> tensor<8x3xf32>
  %v16 = mf.constant dense<1.0> : tensor<8x3xf32>
  %v17 = mf.sub %v16, %v15 : tensor<8x3xf32>
  %v18 = mf.mul %v17, %data : tensor<8x3xf32>
  %v19 = mf.mul %v15, %v6 : tensor<8x3xf32>
  %v20 = mf.add %v18, %v19 : tensor<8x3xf32>
  %v21 = mf.sub %v6, %data : tensor<8x3xf32>
  %v22 = mf.identity %v20 : tensor<8x3xf32>
  %v23 = mf.identity %v9 : tensor<8xf32>
  %v24 = mf.reshape %v14 : tensor<8xf32> -> tensor<8x1xf32>
  %v25 = mf.reshape %v23 : tensor<8xf32> -> tensor<8x1xf32>
  %v26 = mf.concatenate %v22, %v24, %v25 along 1 : tensor<8x3xf32>, tensor<8x1xf32>, tensor<8x1xf32> -> tensor<8x5xf32>
  %v27 = mf.dot_general %v26, %v2 batch [] x [] contracting [1] x [0] : tensor<8x5xf32>, tensor<5x12xf32> -> tensor<8x12xf32>
  %v28 = mf.broadcast_in_dim %v3 dims [1] : tensor<12xf32> -> tensor<8x12xf32>
  %v29 = mf.add %v27, %v28 : tensor<8x12xf32>
  %v30 = mf.silu %v29 : tensor<8x12xf32>
  %v31 = mf.dot_general %v30, %v4 batch [] x [] contracting [1] x [0] : tensor<8x12xf32>, tensor<12x3xf32> -> tensor<8x3xf32>
  %v32 = mf.broadcast_in_dim %v5 dims [1] : tensor<3xf32> -> tensor<8x3xf32>
  %v33 = mf.add %v31, %v32 : tensor<8x3xf32>
  %v34 = mf.constant dense<1.0> : tensor<8xf32>
  %v35 = mf.jvp of %v33 at %v22, %v23 along %v21, %v34 rows [5, 8] : (tensor<8x3xf32>) (tensor<8x3xf32>, tensor<8xf32>) (tensor<8x3xf32>, tensor<8xf32>) -> tensor<8x3xf32>
  %v36 = mf.sub %v9, %v14 : tensor<8xf32>
  %v37 = mf.broadcast_in_dim %v36 dims [0] : tensor<8xf32> -> tensor<8x3xf32>
  %v38 = mf.mul %v37, %v35 : tensor<8x3xf32>
  %v39 = mf.sub %v21, %v38 : tensor<8x3xf32>
  %v40 = mf.stop_gradient %v39 : tensor<8x3xf32>
  %v41 = mf.sub %v33, %v40 : tensor<8x3xf32>
  %v42 = mf.mul %v41, %v41 : tensor<8x3xf32>
  %v43 = mf.reduce sum %v42 dims [1] : tensor<8x3xf32> -> tensor<8xf32>
  %v44 = mf.constant dense<1.0> : tensor<8xf32>
  %v45 = mf.constant dense<0.01> : tensor<8xf32>
  %v46 = mf.add %v43, %v45 : tensor<8xf32>
  %v47 = mf.div %v44, %v46 : tensor<8xf32>
  %v48 = mf.stop_gradient %v47 : tensor<8xf32>
  %v49 = mf.mul %v48, %v43 : tensor<8xf32>
  %v50 = mf.reduce sum %v49 dims [0] : tensor<8xf32> -> tensor<f32>
  %v51 = mf.constant dense<8.0> : tensor<f32>
  %v52 = mf.div %v50, %v51 : tensor<f32>
  %v53, %v54, %v55, %v56 = mf.grad of %v52 at %v2, %v3, %v4, %v5 : tensor<f32> (tensor<5x12xf32>, tensor<12xf32>, tensor<12x3xf32>, tensor<3xf32>) -> tensor<5x12xf32>, tensor<12xf32>, tensor<12x3xf32>, tensor<3xf32>
  %v57 = mf.constant dense<1> : tensor<i32>
  %v58 = mf.add %v1, %v57 : tensor<i32>
  mf.write @step, %v58 : tensor<i32>
  %v59 = mf.constant dense<[0, 1]> : tensor<2xi32>
  %v60 = mf.add %v0, %v59 : tensor<2xi32>
  mf.write @key, %v60 : tensor<2xi32>
  %v61 = mf.mul %v53, %v53 : tensor<5x12xf32>
  %v62 = mf.reduce sum %v61 dims [0, 1] : tensor<5x12xf32> -> tensor<f32>
  %v63 = mf.mul %v54, %v54 : tensor<12xf32>
  %v64 = mf.reduce sum %v63 dims [0] : tensor<12xf32> -> tensor<f32>
  %v65 = mf.mul %v55, %v55 : tensor<12x3xf32>
  %v66 = mf.reduce sum %v65 dims [0, 1] : tensor<12x3xf32> -> tensor<f32>
  %v67 = mf.mul %v56, %v56 : tensor<3xf32>
  %v68 = mf.reduce sum %v67 dims [0] : tensor<3xf32> -> tensor<f32>
  %v69 = mf.add %v62, %v64 : tensor<f32>
  %v70 = mf.add %v69, %v66 : tensor<f32>
  %v71 = mf.add %v70, %v68 : tensor<f32>
  %v72 = mf.sqrt %v71 : tensor<f32>
  %v73 = mf.constant dense<1.0> : tensor<f32>
  %v74 = mf.constant dense<1.0> : tensor<f32>
  %v75 = mf.div %v74, %v72 : tensor<f32>
  %v76 = mf.min %v73, %v75 : tensor<f32>
  %v77 = mf.constant dense<0.01> : tensor<f32>
  %v78 = mf.convert %v58 : tensor<i32> -> tensor<f32>
  %v79 = mf.sqrt %v78 : tensor<f32>
  %v80 = mf.div %v77, %v79 : tensor<f32>
  %v81 = mf.broadcast_in_dim %v76 dims [] : tensor<f32> -> tensor<5x12xf32>
  %v82 = mf.mul %v53, %v81 : tensor<5x12xf32>
  %v83 = mf.constant dense<0.9> : tensor<5x12xf32>
  %v84 = mf.read @w0_m : tensor<5x12xf32>
  %v85 = mf.mul %v83, %v84 : tensor<5x12xf32>
  %v86 = mf.constant dense<0.1> : tensor<5x12xf32>
  %v87 = mf.mul %v86, %v82 : tensor<5x12xf32>
  %v88 = mf.add %v85, %v87 : tensor<5x12xf32>
  %v89 = mf.constant dense<0.99> : tensor<5x12xf32>
  %v90 = mf.read @w0_v : tensor<5x12xf32>
  %v91 = mf.mul %v89, %v90 : tensor<5x12xf32>
  %v92 = mf.constant dense<0.01> : tensor<5x12xf32>
  %v93 = mf.mul %v82, %v82 : tensor<5x12xf32>
  %v94 = mf.mul %v92, %v93 : tensor<5x12xf32>
  %v95 = mf.add %v91, %v94 : tensor<5x12xf32>
  %v96 = mf.broadcast_in_dim %v80 dims [] : tensor<f32> -> tensor<5x12xf32>
  %v97 = mf.sqrt %v95 : tensor<5x12xf32>
  %v98 = mf.constant dense<1.0e-8> : tensor<5x12xf32>
  %v99 = mf.add %v97, %v98 : tensor<5x12xf32>
  %v100 = mf.div %v88, %v99 : tensor<5x12xf32>
  %v101 = mf.mul %v96, %v100 : tensor<5x12xf32>
  %v102 = mf.sub %v2, %v101 : tensor<5x12xf32>
  %v103 = mf.constant dense<0.99> : tensor<5x12xf32>
  %v104 = mf.read @w0_ema : tensor<5x12xf32>
  %v105 = mf.mul %v103, %v104 : tensor<5x12xf32>
  %v106 = mf.constant dense<0.01> : tensor<5x12xf32>
  %v107 = mf.mul %v106, %v102 : tensor<5x12xf32>
  %v108 = mf.add %v105, %v107 : tensor<5x12xf32>
  mf.write @w0, %v102 : tensor<5x12xf32>
  mf.write @w0_m, %v88 : tensor<5x12xf32>
  mf.write @w0_v, %v95 : tensor<5x12xf32>
  mf.write @w0_ema, %v108 : tensor<5x12xf32>
  %v109 = mf.broadcast_in_dim %v76 dims [] : tensor<f32> -> tensor<12xf32>
  %v110 = mf.mul %v54, %v109 : tensor<12xf32>
  %v111 = mf.constant dense<0.9> : tensor<12xf32>
  %v112 = mf.read @b0_m : tensor<12xf32>
  %v113 = mf.mul %v111, %v112 : tensor<12xf32>
  %v114 = mf.constant dense<0.1> : tensor<12xf32>
  %v115 = mf.mul %v114, %v110 : tensor<12xf32>
  %v116 = mf.add %v113, %v115 : tensor<12xf32>
  %v117 = mf.constant dense<0.99> : tensor<12xf32>
  %v118 = mf.read @b0_v : tensor<12xf32>
  %v119 = mf.mul %v117, %v118 : tensor<12xf32>
  %v120 = mf.constant dense<0.01> : tensor<12xf32>
  %v121 = mf.mul %v110, %v110 : tensor<12xf32>
  %v122 = mf.mul %v120, %v121 : tensor<12xf32>
  %v123 = mf.add %v119, %v122 : tensor<12xf32>
  %v124 = mf.broadcast_in_dim %v80 dims [] : tensor<f32> -> tensor<12xf32>
  %v125 = mf.sqrt %v123 : tensor<12xf32>
  %v126 = mf.constant dense<1.0e-8> : tensor<12xf32>
  %v127 = mf.add %v125, %v126 : tensor<12xf32>
  %v128 = mf.div %v116, %v127 : tensor<12xf32>
  %v129 = mf.mul %v124, %v128 : tensor<12xf32>
  %v130 = mf.sub %v3, %v129 : tensor<12xf32>
  %v131 = mf.constant dense<0.99> : tensor<12xf32>
  %v132 = mf.read @b0_ema : tensor<12xf32>
  %v133 = mf.mul %v131, %v132 : tensor<12xf32>
  %v134 = mf.constant dense<0.01> : tensor<12xf32>
  %v135 = mf.mul %v134, %v130 : tensor<12xf32>
  %v136 = mf.add %v133, %v135 : tensor<12xf32>
  mf.write @b0, %v130 : tensor<12xf32>
  mf.write @b0_m, %v116 : tensor<12xf32>
  mf.write @b0_v, %v123 : tensor<12xf32>
  mf.write @b0_ema, %v136 : tensor<12xf32>
  %v137 = mf.broadcast_in_dim %v76 dims [] : tensor<f32> -> tensor<12x3xf32>
  %v138 = mf.mul %v55, %v137 : tensor<12x3xf32>
  %v139 = mf.constant dense<0.9> : tensor<12x3xf32>
  %v140 = mf.read @w1_m : tensor<12x3xf32>
  %v141 = mf.mul %v139, %v140 : tensor<12x3xf32>
  %v142 = mf.constant dense<0.1> : tensor<12x3xf32>
  %v143 = mf.mul %v142, %v138 : tensor<12x3xf32>
  %v144 = mf.add %v141, %v143 : tensor<12x3xf32>
  %v145 = mf.constant dense<0.99> : tensor<12x3xf32>
  %v146 = mf.read @w1_v : tensor<12x3xf32>
  %v147 = mf.mul %v145, %v146 : tensor<12x3xf32>
  %v148 = mf.constant dense<0.01> : tensor<12x3xf32>
  %v149 = mf.mul %v138, %v138 : tensor<12x3xf32>
  %v150 = mf.mul %v148, %v149 : tensor<12x3xf32>
  %v151 = mf.add %v147, %v150 : tensor<12x3xf32>
  %v152 = mf.broadcast_in_dim %v80 dims [] : tensor<f32> -> tensor<12x3xf32>
  %v153 = mf.sqrt %v151 : tensor<12x3xf32>
  %v154 = mf.constant dense<1.0e-8> : tensor<12x3xf32>
  %v155 = mf.add %v153, %v154 : tensor<12x3xf32>
  %v156 = mf.div %v144, %v155 : tensor<12x3xf32>
  %v157 = mf.mul %v152, %v156 : tensor<12x3xf32>
  %v158 = mf.sub %v4, %v157 : tensor<12x3xf32>
  %v159 = mf.constant dense<0.99> : tensor<12x3xf32>
  %v160 = mf.read @w1_ema : tensor<12x3xf32>
  %v161 = mf.mul %v159, %v160 : tensor<12x3xf32>
  %v162 = mf.constant dense<0.01> : tensor<12x3xf32>
  %v163 = mf.mul %v162, %v158 : tensor<12x3xf32>
  %v164 = mf.add %v161, %v163 : tensor<12x3xf32>
  mf.write @w1, %v158 : tensor<12x3xf32>
  mf.write @w1_m, %v144 : tensor<12x3xf32>
  mf.write @w1_v, %v151 : tensor<12x3xf32>
  mf.write @w1_ema, %v164 : tensor<12x3xf32>
  %v165 = mf.broadcast_in_dim %v76 dims [] : tensor<f32> -> tensor<3xf32>
  %v166 = mf.mul %v56, %v165 : tensor<3xf32>
  %v167 = mf.constant dense<0.9> : tensor<3xf32>
  %v168 = mf.read @b1_m : tensor<3xf32>
  %v169 = mf.mul %v167, %v168 : tensor<3xf32>
  %v170 = mf.constant dense<0.1> : tensor<3xf32>
  %v171 = mf.mul %v170, %v166 : tensor<3xf32>
  %v172 = mf.add %v169, %v171 : tensor<3xf32>
  %v173 = mf.constant dense<0.99> : tensor<3xf32>
  %v174 = mf.read @b1_v : tensor<3xf32>
  %v175 = mf.mul %v173, %v174 : tensor<3xf32>
  %v176 = mf.constant dense<0.01> : tensor<3xf32>
  %v177 = mf.mul %v166, %v166 : tensor<3xf32>
  %v178 = mf.mul %v176, %v177 : tensor<3xf32>
  %v179 = mf.add %v175, %v178 : tensor<3xf32>
  %v180 = mf.broadcast_in_dim %v80 dims [] : tensor<f32> -> tensor<3xf32>
  %v181 = mf.sqrt %v179 : tensor<3xf32>
  %v182 = mf.constant dense<1.0e-8> : tensor<3xf32>
  %v183 = mf.add %v181, %v182 : tensor<3xf32>
  %v184 = mf.div %v172, %v183 : tensor<3xf32>
  %v185 = mf.mul %v180, %v184 : tensor<3xf32>
  %v186 = mf.sub %v5, %v185 : tensor<3xf32>
  %v187 = mf.constant dense<0.99> : tensor<3xf32>
  %v188 = mf.read @b1_ema : tensor<3xf32>
  %v189 = mf.mul %v187, %v188 : tensor<3xf32>
  %v190 = mf.constant dense<0.01> : tensor<3xf32>
  %v191 = mf.mul %v190, %v186 : tensor<3xf32>
  %v192 = mf.add %v189, %v191 : tensor<3xf32>
  mf.write @b1, %v186 : tensor<3xf32>
  mf.write @b1_m, %v172 : tensor<3xf32>
  mf.write @b1_v, %v179 : tensor<3xf32>
  mf.write @b1_ema, %v192 : tensor<3xf32>
  mf.return %v52, %v72 : tensor<f32>, tensor<f32>
}
mf.entry @sample_one arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 99]}, scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.read @w0_ema : tensor<5x12xf32>
  %v1 = mf.read @b0_ema : tensor<12xf32>
  %v2 = mf.read @w1_ema : tensor<12x3xf32>
  %v3 = mf.read @b1_ema : tensor<3xf32>
  %v4 = mf.random_normal %a0 stream 0 : tensor<2xi32> -> tensor<5x3xf32>
  %v5 = mf.constant dense<1.0> : tensor<5xf32>
  %v6 = mf.constant dense<0.0> : tensor<5xf32>
  %v7 = mf.reshape %v6 : tensor<5xf32> -> tensor<5x1xf32>
  %v8 = mf.reshape %v5 : tensor<5xf32> -> tensor<5x1xf32>
  %v9 = mf.concatenate %v4, %v7, %v8 along 1 : tensor<5x3xf32>, tensor<5x1xf32>, tensor<5x1xf32> -> tensor<5x5xf32>
  %v10 = mf.dot_general %v9, %v0 batch [] x [] contracting [1] x [0] : tensor<5x5xf32>, tensor<5x12xf32> -> tensor<5x12xf32>
  %v11 = mf.broadcast_in_dim %v1 dims [1] : tensor<12xf32> -> tensor<5x12xf32>
  %v12 = mf.add %v10, %v11 : tensor<5x12xf32>
  %v13 = mf.silu %v12 : tensor<5x12xf32>
  %v14 = mf.dot_general %v13, %v2 batch [] x [] contracting [1] x [0] : tensor<5x12xf32>, tensor<12x3xf32> -> tensor<5x3xf32>
  %v15 = mf.broadcast_in_dim %v3 dims [1] : tensor<3xf32> -> tensor<5x3xf32>
  %v16 = mf.add %v14, %v15 : tensor<5x3xf32>
  %v17 = mf.sub %v4, %v16 : tensor<5x3xf32>
  mf.return %v17 : tensor<5x3xf32>
}
mf.entry @sample_many arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 99], a1 = [1, 5]}, scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<2xi32>, %a1: tensor<i32>):
  %v0 = mf.read @w0_ema : tensor<5x12xf32>
  %v1 = mf.read @b0_ema : tensor<12xf32>
  %v2 = mf.read @w1_ema : tensor<12x3xf32>
  %v3 = mf.read @b1_ema : tensor<3xf32>
  %v4 = mf.random_normal %a0 stream 0 : tensor<2xi32> -> tensor<5x3xf32>
  %v5 = mf.constant dense<1.0> : tensor<f32>
  %v6 = mf.convert %a1 : tensor<i32> -> tensor<f32>
  %v7 = mf.div %v5, %v6 : tensor<f32>
  %v8 = mf.for init(%v4 : tensor<5x3xf32>) count(%a1 : tensor<i32>) {
  ^bb0(%v9: tensor<i32>, %v10: tensor<5x3xf32>):
    %v11 = mf.constant dense<1.0> : tensor<f32>
    %v12 = mf.convert %v9 : tensor<i32> -> tensor<f32>
    %v13 = mf.mul %v12, %v7 : tensor<f32>
    %v14 = mf.sub %v11, %v13 : tensor<f32>
    %v15 = mf.sub %v14, %v7 : tensor<f32>
    %v16 = mf.broadcast_in_dim %v15 dims [] : tensor<f32> -> tensor<5xf32>
    %v17 = mf.broadcast_in_dim %v14 dims [] : tensor<f32> -> tensor<5xf32>
    %v18 = mf.reshape %v16 : tensor<5xf32> -> tensor<5x1xf32>
    %v19 = mf.reshape %v17 : tensor<5xf32> -> tensor<5x1xf32>
    %v20 = mf.concatenate %v10, %v18, %v19 along 1 : tensor<5x3xf32>, tensor<5x1xf32>, tensor<5x1xf32> -> tensor<5x5xf32>
    %v21 = mf.dot_general %v20, %v0 batch [] x [] contracting [1] x [0] : tensor<5x5xf32>, tensor<5x12xf32> -> tensor<5x12xf32>
    %v22 = mf.broadcast_in_dim %v1 dims [1] : tensor<12xf32> -> tensor<5x12xf32>
    %v23 = mf.add %v21, %v22 : tensor<5x12xf32>
    %v24 = mf.silu %v23 : tensor<5x12xf32>
    %v25 = mf.dot_general %v24, %v2 batch [] x [] contracting [1] x [0] : tensor<5x12xf32>, tensor<12x3xf32> -> tensor<5x3xf32>
    %v26 = mf.broadcast_in_dim %v3 dims [1] : tensor<3xf32> -> tensor<5x3xf32>
    %v27 = mf.add %v25, %v26 : tensor<5x3xf32>
    %v28 = mf.broadcast_in_dim %v7 dims [] : tensor<f32> -> tensor<5x3xf32>
    %v29 = mf.mul %v28, %v27 : tensor<5x3xf32>
    %v30 = mf.sub %v10, %v29 : tensor<5x3xf32>
    mf.yield %v30 : tensor<5x3xf32>
  } -> tensor<5x3xf32>
  mf.return %v8 : tensor<5x3xf32>
}
mf.entry @init arguments ["a0"] results [] attributes {range = {a0 = [0, 99]}} {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.random_normal %a0 stream 0 : tensor<2xi32> -> tensor<5x12xf32>
  %v1 = mf.constant dense<0.3> : tensor<5x12xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x12xf32>
  mf.write @w0, %v2 : tensor<5x12xf32>
  mf.write @w0_ema, %v2 : tensor<5x12xf32>
  %v3 = mf.constant dense<0.0> : tensor<5x12xf32>
  mf.write @w0_m, %v3 : tensor<5x12xf32>
  %v4 = mf.constant dense<0.0> : tensor<5x12xf32>
  mf.write @w0_v, %v4 : tensor<5x12xf32>
  %v5 = mf.random_normal %a0 stream 1 : tensor<2xi32> -> tensor<12xf32>
  %v6 = mf.constant dense<0.3> : tensor<12xf32>
  %v7 = mf.mul %v5, %v6 : tensor<12xf32>
  mf.write @b0, %v7 : tensor<12xf32>
  mf.write @b0_ema, %v7 : tensor<12xf32>
  %v8 = mf.constant dense<0.0> : tensor<12xf32>
  mf.write @b0_m, %v8 : tensor<12xf32>
  %v9 = mf.constant dense<0.0> : tensor<12xf32>
  mf.write @b0_v, %v9 : tensor<12xf32>
  %v10 = mf.random_normal %a0 stream 2 : tensor<2xi32> -> tensor<12x3xf32>
  %v11 = mf.constant dense<0.3> : tensor<12x3xf32>
  %v12 = mf.mul %v10, %v11 : tensor<12x3xf32>
  mf.write @w1, %v12 : tensor<12x3xf32>
  mf.write @w1_ema, %v12 : tensor<12x3xf32>
  %v13 = mf.constant dense<0.0> : tensor<12x3xf32>
  mf.write @w1_m, %v13 : tensor<12x3xf32>
  %v14 = mf.constant dense<0.0> : tensor<12x3xf32>
  mf.write @w1_v, %v14 : tensor<12x3xf32>
  %v15 = mf.random_normal %a0 stream 3 : tensor<2xi32> -> tensor<3xf32>
  %v16 = mf.constant dense<0.3> : tensor<3xf32>
  %v17 = mf.mul %v15, %v16 : tensor<3xf32>
  mf.write @b1, %v17 : tensor<3xf32>
  mf.write @b1_ema, %v17 : tensor<3xf32>
  %v18 = mf.constant dense<0.0> : tensor<3xf32>
  mf.write @b1_m, %v18 : tensor<3xf32>
  %v19 = mf.constant dense<0.0> : tensor<3xf32>
  mf.write @b1_v, %v19 : tensor<3xf32>
  %v20 = mf.constant dense<0> : tensor<i32>
  mf.write @step, %v20 : tensor<i32>
  mf.write @key, %a0 : tensor<2xi32>
  mf.return
}
