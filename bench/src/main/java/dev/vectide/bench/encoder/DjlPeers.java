package dev.vectide.bench.encoder;

import ai.djl.MalformedModelException;
import ai.djl.huggingface.translator.TextEmbeddingTranslatorFactory;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** DJL's stock translator of text embeddings on the same engine: one text a call, and {@value #BATCH} a call. */
final class DjlPeers implements AutoCloseable {
    private static final int BATCH = 32;

    private final ZooModel<String, float[]> model;
    private final Predictor<String, float[]> predictor;

    /** @param folder to put the model's files into; DJL reads them from there */
    DjlPeers(Path folder, int maxTokens) throws IOException, ModelNotFoundException, MalformedModelException {
        Files.write(folder.resolve("model.onnx"), RawLoop.resource("/all-minilm-l6-v2.onnx"));
        Files.write(folder.resolve("tokenizer.json"), RawLoop.resource("/all-minilm-l6-v2-tokenizer.json"));
        this.model = Criteria.builder()
                .setTypes(String.class, float[].class)
                .optModelPath(folder)
                .optModelName("model.onnx")
                .optEngine("OnnxRuntime")
                .optTranslatorFactory(new TextEmbeddingTranslatorFactory())
                .optArgument("pooling", "mean")
                .optArgument("normalize", "true")
                .optArgument("includeTokenTypes", "true")
                .optArgument("padding", "true")
                .optArgument("truncation", "true")
                .optArgument("maxLength", Integer.toString(maxTokens))
                .build()
                .loadModel();
        this.predictor = model.newPredictor();
    }

    List<Peer> all() {
        return List.of(new OneByOne(predictor), new Batches(predictor));
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    private record OneByOne(Predictor<String, float[]> predictor) implements Peer {
        @Override
        public String name() {
            return "djl_one_by_one";
        }

        @Override
        public List<float[]> encode(List<String> texts) throws TranslateException {
            List<float[]> vectors = new ArrayList<>(texts.size());
            for (String text : texts) {
                vectors.add(predictor.predict(text));
            }
            return vectors;
        }
    }

    private record Batches(Predictor<String, float[]> predictor) implements Peer {
        @Override
        public String name() {
            return "djl_batches";
        }

        @Override
        public List<float[]> encode(List<String> texts) throws TranslateException {
            List<float[]> vectors = new ArrayList<>(texts.size());
            for (int from = 0; from < texts.size(); from += BATCH) {
                vectors.addAll(predictor.batchPredict(texts.subList(from, Math.min(texts.size(), from + BATCH))));
            }
            return vectors;
        }
    }
}
