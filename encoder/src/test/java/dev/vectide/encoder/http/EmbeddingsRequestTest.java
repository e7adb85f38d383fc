package dev.vectide.encoder.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsRequestTest {
    private static final Space SPACE =
            new Space("mini", "m", "t", Pooling.MEAN, "", "", 256, 384, true, Precision.FULL);

    @Test
    void whatIsNotSaidHasADefault() {
        assertThat(parse("{\"input\": \"x\"}"))
                .isEqualTo(new EmbeddingsRequest(SPACE, List.of("x"), InputType.DOCUMENT, false, false));
    }

    @Test
    void nullIsAsGoodAsNothing() {
        assertThat(parse("{\"input\": \"x\", \"model\": null, \"dimensions\": null, \"encoding_format\": null,"
                        + " \"input_type\": null, \"truncate\": null, \"user\": null}"))
                .isEqualTo(parse("{\"input\": \"x\"}"));
    }

    @Test
    void everythingThatMayBeSaid() {
        assertThat(parse("{\"input\": [\"x\", \"y\"], \"model\": \"" + SPACE.qualifiedName() + "\", \"dimensions\": 384,"
                        + " \"encoding_format\": \"base64\", \"input_type\": \"query\", \"truncate\": \"end\", \"user\": \"u\"}"))
                .isEqualTo(new EmbeddingsRequest(SPACE, List.of("x", "y"), InputType.QUERY, true, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"input": "x"                                  | 400 | invalid_json    |            | the body is not JSON
            {"input": "x"} {}                              | 400 | invalid_json    |            | the body is not JSON
            {"input": "x", "input": "y"}                   | 400 | invalid_json    |            | Duplicate field 'input'
            ["x"]                                          | 400 | invalid_json    |            | the body is not a JSON object
            null                                           | 400 | invalid_json    |            | the body is not a JSON object
            {"input": "x", "colour": 1}                    | 400 | unsupported     | colour     | unsupported field 'colour'
            {}                                             | 400 | invalid_input   | input      | expected a string or an array
            {"input": 7}                                   | 400 | invalid_input   | input      | expected a string or an array
            {"input": null}                                | 400 | invalid_input   | input      | expected a string or an array
            {"input": []}                                  | 400 | invalid_input   | input      | input holds 0 texts; expected 1 to 2048
            {"input": ["x", " "]}                          | 400 | invalid_input   | input      | input[1] is empty
            {"input": ""}                                  | 400 | invalid_input   | input      | input[0] is empty
            {"input": [1, 2]}                              | 400 | unsupported     | input      | input holds something other than strings
            {"input": [["x"]]}                             | 400 | unsupported     | input      | input holds something other than strings
            {"input": "x", "model": "other"}               | 404 | model_not_found | model      | model 'other' is not served here; mini is
            {"input": "x", "model": 7}                     | 400 | invalid_value   | model      | model = 7: expected a string
            {"input": "x", "dimensions": 256}              | 400 | unsupported     | dimensions | dimensions is 384 and cannot be changed
            {"input": "x", "dimensions": "384"}            | 400 | unsupported     | dimensions | dimensions is 384 and cannot be changed
            {"input": "x", "dimensions": 384.5}            | 400 | unsupported     | dimensions | dimensions is 384 and cannot be changed
            {"input": "x", "encoding_format": "int8"}      | 400 | invalid_value   | encoding_format | encoding_format = "int8": expected float or base64
            {"input": "x", "input_type": "passage"}        | 400 | invalid_value   | input_type | input_type = "passage": expected query or document
            {"input": "x", "truncate": true}               | 400 | invalid_value   | truncate   | truncate = true: expected none or end
            """)
    void whatItRefuses(String body, int status, String code, String field, String message) {
        OpenAiError error = refused(body.getBytes(StandardCharsets.UTF_8));

        assertThat(error).hasMessageContaining(message);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.body().get("error"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("code", code)
                .containsEntry("param", field)
                .containsEntry("type", "invalid_request_error")
                .containsEntry("message", error.getMessage());
    }

    @Test
    void asManyTextsAsOpenAiTakesAndNoMore() {
        assertThat(parse(many(2048)).input()).hasSize(2048);
        assertThat(refused(many(2049).getBytes(StandardCharsets.UTF_8)))
                .hasMessage("input holds 2049 texts; expected 1 to 2048");
    }

    @Test
    void bytesThatAreNoUtf8() {
        assertThat(refused(new byte[] {'{', (byte) 0xC3, 0x28, '}'})).hasMessage("the body is not UTF-8");
    }

    private static EmbeddingsRequest parse(String body) {
        return EmbeddingsRequest.parse(body.getBytes(StandardCharsets.UTF_8), List.of(SPACE));
    }

    private static OpenAiError refused(byte[] body) {
        return catchThrowableOfType(OpenAiError.class, () -> EmbeddingsRequest.parse(body, List.of(SPACE)));
    }

    private static String many(int count) {
        return "{\"input\": [" + String.join(",", Collections.nCopies(count, "\"x\"")) + "]}";
    }
}
