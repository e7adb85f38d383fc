package dev.vectide.bench;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The peer: ONNX Runtime's own Java interface as its examples use it. Batches of 32 in the order of arrival, padded to the
 * longest text, one after another on all processors; mean pooling and L2 in Java.
 *
 * <p>Used by one thread.
 */
final class PlainLoop implements AutoCloseable {
    private static final int BATCH = 32;
    private static final int MAX_TOKENS = 256;

    private final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    /** @param model file name in the class path's root, without its extension */
    PlainLoop(String model) throws IOException, OrtException {
        session = runtime.createSession(resource("/" + model + ".onnx"), new OrtSession.SessionOptions());
        tokenizer = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(resource("/" + model + "-tokenizer.json")),
                Map.of("truncation", "true", "padding", "true", "maxLength", Integer.toString(MAX_TOKENS)));
    }

    /** Vectors of norm 1, in order. */
    List<float[]> encode(List<String> texts) throws OrtException {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += BATCH) {
            batch(texts.subList(from, Math.min(from + BATCH, texts.size())), vectors);
        }
        return vectors;
    }

    private void batch(List<String> texts, List<float[]> vectors) throws OrtException {
        Encoding[] encodings = tokenizer.batchEncode(texts);
        long[] shape = {encodings.length, encodings[0].getIds().length};
        LongBuffer ids = LongBuffer.allocate((int) (shape[0] * shape[1]));
        LongBuffer mask = LongBuffer.allocate(ids.capacity());
        for (Encoding encoding : encodings) {
            ids.put(encoding.getIds());
            mask.put(encoding.getAttentionMask());
        }
        try (OnnxTensor tokens = OnnxTensor.createTensor(runtime, ids.flip(), shape);
                OnnxTensor attention = OnnxTensor.createTensor(runtime, mask.flip(), shape);
                OnnxTensor types = OnnxTensor.createTensor(runtime, LongBuffer.allocate(ids.capacity()), shape);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", tokens, "attention_mask", attention, "token_type_ids", types))) {
            OnnxTensor hidden = (OnnxTensor) result.get(0);
            int dimension = (int) hidden.getInfo().getShape()[2];
            FloatBuffer values = hidden.getFloatBuffer();
            for (int row = 0; row < encodings.length; row++) {
                vectors.add(mean(values, (int) (row * shape[1]), encodings[row].getAttentionMask(), dimension));
            }
        }
    }

    private static float[] mean(FloatBuffer values, int firstToken, long[] mask, int dimension) {
        double[] sum = new double[dimension];
        for (int token = 0; token < mask.length; token++) {
            if (mask[token] == 1) {
                for (int j = 0; j < dimension; j++) {
                    sum[j] += values.get((firstToken + token) * dimension + j);
                }
            }
        }
        double squares = 0;
        for (double x : sum) {
            squares += x * x;
        }
        float[] vector = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            vector[j] = (float) (sum[j] / Math.sqrt(squares));
        }
        return vector;
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = Objects.requireNonNull(PlainLoop.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws OrtException {
        tokenizer.close();
        session.close();
    }
}
