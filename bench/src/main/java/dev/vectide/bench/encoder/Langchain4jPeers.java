package dev.vectide.bench.encoder;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.util.ArrayList;
import java.util.List;

/** langchain4j's in-process MiniLM, as it comes: many texts at a time, and one after the other. */
final class Langchain4jPeers {
    private static final int BATCH = 64;

    private Langchain4jPeers() {}

    static List<Peer> all() {
        AllMiniLmL6V2EmbeddingModel model = new AllMiniLmL6V2EmbeddingModel();
        return List.of(new EmbedAll(model), new OneByOne(model));
    }

    private record EmbedAll(AllMiniLmL6V2EmbeddingModel model) implements Peer {
        @Override
        public String name() {
            return "langchain4j_embed_all";
        }

        @Override
        public List<float[]> encode(List<String> texts) {
            List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
            List<float[]> vectors = new ArrayList<>(texts.size());
            for (int from = 0; from < segments.size(); from += BATCH) {
                model.embedAll(segments.subList(from, Math.min(segments.size(), from + BATCH)))
                        .content()
                        .forEach(embedding -> vectors.add(embedding.vector()));
            }
            return vectors;
        }
    }

    private record OneByOne(AllMiniLmL6V2EmbeddingModel model) implements Peer {
        @Override
        public String name() {
            return "langchain4j_one_by_one";
        }

        @Override
        public List<float[]> encode(List<String> texts) {
            return texts.stream().map(text -> model.embed(text).content().vector()).toList();
        }
    }
}
