package dev.vectide.encoder.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.vectide.encoder.graph.proto.AttributeProto;
import dev.vectide.encoder.graph.proto.GraphProto;
import dev.vectide.encoder.graph.proto.ModelProto;
import dev.vectide.encoder.graph.proto.NodeProto;
import dev.vectide.encoder.graph.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** An exported graph by the names of its tensors and the operations that make them. */
final class ExportGraph {
    private static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT8 = 3;
    private static final int INT64 = 7;

    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final List<NodeProto> nodes;
    private final List<String> inputs = new ArrayList<>();

    ExportGraph(byte[] model) {
        GraphProto graph;
        try {
            // Weights are looked at where they lie: a copy of all of them would be a second model in the heap.
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(model).newCodedInput();
            in.enableAliasing(true);
            graph = ModelProto.parseFrom(in).getGraph();
        } catch (IOException e) {
            throw new UnknownGraphException("an ONNX model is expected: " + e.getMessage());
        }
        this.nodes = graph.getNodeList();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : nodes) {
            node.getOutputList().forEach(output -> makers.put(output, node));
            if (node.getOpType().equals("Constant")) {
                attribute(node, "value").ifPresent(value -> constants.put(node.getOutput(0), value.getT()));
            }
        }
        graph.getInputList().stream()
                .map(input -> input.getName())
                .filter(name -> !constants.containsKey(name))
                .forEach(inputs::add);
    }

    List<String> inputs() {
        return inputs;
    }

    boolean has(String operation) {
        return nodes.stream().anyMatch(node -> node.getOpType().equals(operation));
    }

    /** The only constant whose name ends so, without that ending. */
    String prefixOf(String ending) {
        List<String> names = constants.keySet().stream().filter(name -> name.endsWith(ending)).toList();
        if (names.size() != 1) {
            throw new UnknownGraphException("one tensor named ..." + ending + " is expected, there are " + names.size());
        }
        return names.get(0).substring(0, names.get(0).length() - ending.length());
    }

    boolean isConstant(String name) {
        return constants.containsKey(name);
    }

    Weight weight(String name) {
        TensorProto tensor = constants.get(name);
        if (tensor == null) {
            throw new UnknownGraphException("a tensor named " + name + " is expected");
        }
        if (tensor.getDataType() != FLOAT) {
            throw new UnknownGraphException("tensor " + name + " is of type " + tensor.getDataType() + ", expected " + FLOAT
                    + " (single precision)");
        }
        float[] values = new float[size(tensor)];
        boolean raw = !tensor.getRawData().isEmpty();
        int found = raw ? tensor.getRawData().size() / Float.BYTES : tensor.getFloatDataCount();
        if (found != values.length) {
            throw new UnknownGraphException("tensor " + name + " of shape " + tensor.getDimsList() + " is expected to hold "
                    + values.length + " values in the model itself, it holds " + found);
        }
        if (raw) {
            little(tensor).asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        }
        return new Weight(tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray(), values);
    }

    /** The matrix that is multiplied with before {@code bias} is added. */
    Weight matrixBefore(String bias) {
        NodeProto multiply = makers.get(addedTo(bias));
        if (multiply == null || !multiply.getOpType().equals("MatMul") || !isConstant(multiply.getInput(1))) {
            throw new UnknownGraphException("a MatMul with a constant matrix is expected before " + bias);
        }
        return weight(multiply.getInput(1));
    }

    /** What {@code bias} is added to. */
    private String addedTo(String bias) {
        NodeProto add = only(node -> node.getOpType().equals("Add") && node.getInputList().contains(bias), "an Add of " + bias);
        return add.getInput(0).equals(bias) ? add.getInput(1) : add.getInput(0);
    }

    /** The same where the product is of whole numbers, and scaled before {@code bias} is added. */
    Quantised quantisedBefore(String bias) {
        NodeProto scaled = madeBy("Mul", addedTo(bias), bias);
        NodeProto product = madeBy("MatMulInteger", madeBy("Cast", scaled.getInput(0), bias).getInput(0), bias);
        NodeProto scales = madeBy("Mul", scaled.getInput(1), bias);
        if (product.getInputCount() != 4) {
            throw new UnknownGraphException("zero points of both sides are expected before " + bias);
        }
        return new Quantised(bytes(product.getInput(1)), weight(scales.getInput(1)), bytes(product.getInput(3)));
    }

    /** A table of whole numbers, with scale and zero point of all of it beside it. */
    Quantised quantised(String name) {
        return new Quantised(bytes(name + "_quantized"), weight(name + "_scale"), bytes(name + "_zero_point"));
    }

    private NodeProto madeBy(String operation, String value, String bias) {
        NodeProto maker = makers.get(value);
        if (maker == null || !maker.getOpType().equals(operation)) {
            throw new UnknownGraphException("a " + operation + " is expected before " + bias);
        }
        return maker;
    }

    private ByteWeight bytes(String name) {
        TensorProto tensor = constants.get(name);
        if (tensor == null || (tensor.getDataType() != UINT8 && tensor.getDataType() != INT8)) {
            throw new UnknownGraphException("a tensor of bytes named " + name + " is expected");
        }
        byte[] values = tensor.getRawData().toByteArray();
        if (tensor.getRawData().isEmpty()) {
            values = new byte[tensor.getInt32DataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) tensor.getInt32Data(i);
            }
        }
        if (values.length != size(tensor)) {
            throw new UnknownGraphException("tensor " + name + " of shape " + tensor.getDimsList() + " holds " + values.length
                    + " values");
        }
        return new ByteWeight(
                tensor.getDataType() == INT8,
                tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray(),
                values);
    }

    /** What is added before the first square root: the normalisation's epsilon. */
    float epsilon() {
        NodeProto root = nodes.stream()
                .filter(node -> node.getOpType().equals("Sqrt"))
                .findFirst()
                .orElseThrow(() -> new UnknownGraphException("a Sqrt of a layer normalisation is expected"));
        NodeProto add = makers.get(root.getInput(0));
        List<String> added = add == null ? List.of() : add.getInputList();
        return added.stream()
                .filter(this::isConstant)
                .map(name -> weight(name).values()[0])
                .findFirst()
                .orElseThrow(() -> new UnknownGraphException("a constant is expected before the first Sqrt"));
    }

    /** The third part of the shape [batch, tokens, heads, size] that queries are reshaped to. */
    int heads(int hidden) {
        for (NodeProto node : nodes) {
            if (node.getOpType().equals("Concat") && node.getInputCount() == 4) {
                long heads = integer(node.getInput(2));
                if (heads * integer(node.getInput(3)) == hidden) {
                    return Math.toIntExact(heads);
                }
            }
        }
        throw new UnknownGraphException("a Reshape to heads of a hidden size of " + hidden + " together is expected");
    }

    private long integer(String name) {
        TensorProto tensor = constants.get(name);
        if (tensor == null || tensor.getDataType() != INT64 || size(tensor) != 1) {
            return -1;
        }
        return tensor.getRawData().isEmpty() ? tensor.getInt64Data(0) : little(tensor).getLong();
    }

    private NodeProto only(Predicate<NodeProto> wanted, String what) {
        List<NodeProto> found = nodes.stream().filter(wanted).toList();
        if (found.size() != 1) {
            throw new UnknownGraphException(what + " is expected once, it is there " + found.size() + " times");
        }
        return found.get(0);
    }

    private static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream().filter(each -> each.getName().equals(name)).findFirst();
    }

    private static int size(TensorProto tensor) {
        try {
            return Math.toIntExact(tensor.getDimsList().stream().reduce(1L, Math::multiplyExact));
        } catch (ArithmeticException e) {
            throw new UnknownGraphException("tensor " + tensor.getName() + " has shape " + tensor.getDimsList());
        }
    }

    private static ByteBuffer little(TensorProto tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
