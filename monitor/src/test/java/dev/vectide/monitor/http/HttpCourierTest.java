package dev.vectide.monitor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpCourierTest {
    /** The example that Standard Webhooks publishes. */
    @Test
    void aSignatureIsThatOfTheStandard() {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        assertThat(Signature.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                           | 120",
                "Thu, 01 Jan 2026 00:00:30 GMT | 30",
                "Wed, 31 Dec 2025 23:00:00 GMT | 0",
                "soon                          | 0",
                "-5                            | 0",
                "''                            | 0"
            })
    void aPauseIsAskedForInSecondsOrByADate(String text, long seconds) {
        assertThat(HttpCourier.retryAfter(text, Instant.parse("2026-01-01T00:00:00Z"))).hasSeconds(seconds);
    }
}
