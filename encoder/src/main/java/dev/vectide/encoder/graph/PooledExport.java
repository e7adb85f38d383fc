package dev.vectide.encoder.graph;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Space;
import dev.vectide.encoder.graph.proto.GraphProto;
import dev.vectide.encoder.graph.proto.ModelProto;
import dev.vectide.encoder.graph.proto.OperatorSetIdProto;

/**
 * An export with pooling and normalisation behind its last layer, as the space has them: output {@code sentence_embedding}
 * [texts, dimension] in place of [texts, tokens, dimension], which would have to be copied out for every batch. Everything
 * else stays as it is, so this is for graphs of which no more is known, such as quantised ones.
 */
public final class PooledExport {
    /** Changes with what is written, and so with every cached graph and producer stamp. */
    public static final String VERSION = "2";

    private static final String PREFIX = "vectide/";
    private static final String MASK = "attention_mask";

    private PooledExport() {}

    /** @throws UnknownGraphException if the model has no attention mask or not one output; the message says which */
    public static byte[] of(byte[] model, Space space) {
        ModelProto.Builder export;
        try {
            export = ModelProto.parseFrom(model).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new UnknownGraphException("an ONNX model is expected: " + e.getMessage());
        }
        GraphProto.Builder graph = export.getGraphBuilder();
        boolean masked = graph.getInputList().stream().anyMatch(input -> input.getName().equals(MASK));
        if (space.pooling() == Pooling.NONE || !masked || graph.getOutputCount() != 1) {
            throw new UnknownGraphException("an input attention_mask and one output, not pooled yet, are expected");
        }
        String hidden = graph.getOutput(0).getName();
        graph.clearOutput();
        PoolingWriter pooling = new PoolingWriter(new GraphWriter(graph, opset(export), PREFIX));
        String pooled = space.pooling() == Pooling.CLS ? pooling.first(hidden) : pooling.mean(hidden, MASK);
        pooling.finish(pooled, space.normalised(), space.dimension());
        return export.build().toByteArray();
    }

    private static long opset(ModelProto.Builder export) {
        return export.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty())
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElseThrow(() -> new UnknownGraphException("a version of the ONNX operators is expected"));
    }
}
