package dev.vectide.encoder.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** ONNX Runtime's CUDA provider: whether it is there, whether a GPU answers through it, and how sessions use it. */
final class CudaProvider {
    /** A graph of one node: y = -x, both one float. */
    private static final String NEGATION =
            "CAQ6MgoLCgF4EgF5IgNOZWcSAWdaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgIQCw==";

    private CudaProvider() {}

    /** Whether the library was compiled with it. Whatever CUDA itself needs may still be missing. */
    static boolean isThere() {
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    /** Computes something on a GPU; says what went wrong. */
    static Optional<String> attempt(int number) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            addTo(options, number, 0);
            return attempt(options);
        } catch (OrtException | LinkageError e) {
            return Optional.of("CUDA does not answer on cuda:" + number + ": " + e.getMessage());
        }
    }

    /** Computes something with a session of these options; empty if the answer is right. */
    static Optional<String> attempt(OrtSession.SessionOptions options) throws OrtException {
        OrtEnvironment runtime = OrtEnvironment.getEnvironment();
        try (OrtSession session = runtime.createSession(Base64.getDecoder().decode(NEGATION), options);
                OnnxTensor one = OnnxTensor.createTensor(runtime, new float[] {1});
                OrtSession.Result result = session.run(Map.of("x", one))) {
            float[] answer = (float[]) result.get(0).getValue();
            return answer[0] == -1 ? Optional.empty() : Optional.of("-1 is computed as " + answer[0]);
        }
    }

    /**
     * The options that matter. Memory is asked for as it is needed, not doubled, and kept; patterns of memory, which are
     * kept for every shape, are off; single precision means single precision (half is a matter of the graph).
     *
     * @param memory bytes that the session may take of the GPU; 0 for all
     */
    static void addTo(OrtSession.SessionOptions options, int number, long memory) throws OrtException {
        options.setMemoryPatternOptimization(false);
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(number)) {
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            cuda.add("use_tf32", "0");
            if (memory > 0) {
                cuda.add("gpu_mem_limit", Long.toString(memory));
            }
            options.addCUDA(cuda);
        }
    }
}
