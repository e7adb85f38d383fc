package dev.vectide.core.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON from outside: strict UTF-8, no key twice, nothing behind the document, no NaN. */
public final class StrictJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What Jackson says of its input, which the reader of a message knows. */
    private static final Pattern SOURCE = Pattern.compile("\\s*\\(start marker at .*|\\s+at \\[Source.*", Pattern.DOTALL);

    private StrictJson() {}

    /** Exactly one of the two is there. */
    public record Parsed(@Nullable JsonNode tree, @Nullable Fault fault) {
        /** Of a failure only. */
        public Fault why() {
            return Objects.requireNonNull(fault);
        }
    }

    /** The tree of a document, or the fault that it is none. */
    public static Parsed parse(byte[] body) {
        try {
            return parse(utf8(body));
        } catch (CharacterCodingException e) {
            return failed("is not UTF-8");
        }
    }

    /** The tree of a document, or the fault that it is none. */
    public static Parsed parse(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree == null || tree.isMissingNode() ? failed("is empty") : new Parsed(tree, null);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
            return failed("is not JSON" + where + ": " + SOURCE.matcher(e.getOriginalMessage()).replaceAll(""));
        }
    }

    static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    static JsonNode tree(Map<String, String> fields) {
        return MAPPER.valueToTree(fields);
    }

    private static Parsed failed(String reason) {
        return new Parsed(null, new Fault("", reason));
    }
}
