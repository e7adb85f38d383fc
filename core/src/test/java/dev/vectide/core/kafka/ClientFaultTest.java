package dev.vectide.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFaultTest {
    private static String unusable(Map<String, String> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("bootstrap.servers", "127.0.0.1:1");
        KafkaException thrown = catchThrowableOfType(KafkaException.class, () -> Admin.create(settings).close());
        return ClientFault.unusable(thrown).getMessage();
    }

    @Test
    void aStoreThatIsNotThereIsNamed() {
        assertThat(unusable(Map.of("security.protocol", "SSL", "ssl.truststore.location", "/nowhere/kafka.p12")))
                .startsWith("settings: kafka.client: Kafka's clients cannot use it: ")
                .contains("/nowhere/kafka.p12")
                .doesNotContain("KafkaAdminClient");
    }

    @Test
    void aValueThatIsNoneIsNamed() {
        assertThat(unusable(Map.of("security.protocol", "TLS"))).contains("security.protocol", "TLS", "SASL_SSL");
    }

    /** Kafka's own message would tell the key, or flag, that it made of a part of the password. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p required password=\"a\" hidden;",
                "p hidden password=\"a\";",
                "p required password=\"hidden\"",
                "hidden"
            })
    void nothingIsToldOfALogin(String login) {
        assertThat(unusable(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN", "sasl.jaas.config", login)))
                .contains("sasl.jaas.config cannot be read")
                .doesNotContain("hidden");
    }

    @Test
    void whatNoWaitingMendsIsAFaultOfTheSettings() {
        assertThat(ClientFault.refused("broker:9093", new SaslAuthenticationException("invalid credentials")))
                .get().extracting(Throwable::getMessage)
                .isEqualTo("settings: kafka.client: Kafka at kafka.bootstrap = broker:9093 does not let this user in, "
                        + "see sasl.*: invalid credentials");
        SSLHandshakeException deep = new SSLHandshakeException("failed");
        deep.initCause(new Exception("no path to a root"));
        assertThat(ClientFault.refused("broker:9093", new SslAuthenticationException("SSL handshake failed", deep)))
                .get().extracting(Throwable::getMessage).asString()
                .endsWith("see ssl.*: no path to a root");
        TopicAuthorizationException forbidden = new TopicAuthorizationException("no");
        assertThat(ClientFault.refused("broker:9093", "topic a.b cannot be created", forbidden))
                .get().extracting(Throwable::getMessage).asString()
                .endsWith("does not allow this user what Vectide needs: topic a.b cannot be created");
        assertThat(ClientFault.refused("broker:9093", new TimeoutException("later"))).isEmpty();
    }
}
