package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.encoder.graph.PooledExport;
import dev.vectide.encoder.graph.proto.GraphProto;
import dev.vectide.encoder.graph.proto.ModelProto;
import dev.vectide.encoder.graph.proto.NodeProto;
import dev.vectide.encoder.graph.proto.OperatorSetIdProto;
import dev.vectide.encoder.graph.proto.TensorProto;
import dev.vectide.encoder.graph.proto.TensorShapeProto;
import dev.vectide.encoder.graph.proto.TypeProto;
import dev.vectide.encoder.graph.proto.ValueInfoProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what is computed by hand, in the runtime, of exports of any age: operations have their axes in two places. */
class PooledExportIT {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    /** Two texts of three tokens, the second of one token and padding. */
    private static final long[][] IDS = {{0, 1, 2}, {1, 2, 2}};

    private static final long[][] MASK = {{1, 1, 1}, {1, 0, 0}};

    @BeforeAll
    static void start() {
        NativeLibraries.start();
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 17, 18, 20})
    void poolsAndNormalises(int opset) throws OrtException {
        same(pooled(opset, Pooling.MEAN, false), new float[][] {{2, 2}, {3, 4}});
        same(pooled(opset, Pooling.MEAN, true), new float[][] {{0.70710678f, 0.70710678f}, {0.6f, 0.8f}});
        same(pooled(opset, Pooling.CLS, false), new float[][] {{0, 2}, {3, 4}});
        same(pooled(opset, Pooling.CLS, true), new float[][] {{0, 1}, {0.6f, 0.8f}});
    }

    private static void same(float[][] pooled, float[][] expected) {
        assertThat(pooled).hasDimensions(2, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(pooled[i]).containsExactly(expected[i], within(1e-6f));
        }
    }

    private static float[][] pooled(int opset, Pooling pooling, boolean normalised) throws OrtException {
        Space space = new Space("toy", "m", "t", pooling, "", "", 8, 2, normalised, Precision.INT8);
        OrtEnvironment runtime = OrtEnvironment.getEnvironment();
        try (OrtSession session = runtime.createSession(PooledExport.of(export(opset), space));
                OnnxTensor ids = OnnxTensor.createTensor(runtime, IDS);
                OnnxTensor mask = OnnxTensor.createTensor(runtime, MASK);
                OrtSession.Result result = session.run(Map.of("input_ids", ids, "attention_mask", mask))) {
            assertThat(session.getOutputNames()).containsExactly("sentence_embedding");
            return (float[][]) result.get(0).getValue();
        }
    }

    /** A token's vector is its row of a table. */
    private static byte[] export(int opset) {
        TensorProto table = TensorProto.newBuilder()
                .setName("table")
                .setDataType(FLOAT)
                .addAllDims(List.of(3L, 2L))
                .addAllFloatData(List.of(0f, 2f, 3f, 4f, 3f, 0f))
                .build();
        NodeProto gather = NodeProto.newBuilder()
                .setOpType("Gather")
                .addInput("table")
                .addInput("input_ids")
                .addOutput("last_hidden_state")
                .build();
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(GraphProto.newBuilder()
                        .setName("toy")
                        .addInitializer(table)
                        .addNode(gather)
                        .addInput(value("input_ids", INT64, "texts", "tokens"))
                        .addInput(value("attention_mask", INT64, "texts", "tokens"))
                        .addOutput(value("last_hidden_state", FLOAT, "texts", "tokens", "hidden")))
                .build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name, int type, String... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }
}
