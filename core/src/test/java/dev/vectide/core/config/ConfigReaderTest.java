package dev.vectide.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vectide.core.space.Pooling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("vectide.yaml");
    }

    @Test
    void theReferenceAloneIsComplete() {
        VectideConfig config = ConfigReader.read(null, Map.of());

        assertThat(config.namespace()).isEqualTo("vectide");
        assertThat(config.kafka().partitions()).isEqualTo(4);
        assertThat(config.http().maxBody()).isEqualTo(new Size(16 << 20));
        assertThat(config.encoder().linger()).isEqualTo(Duration.ofMillis(5));
        assertThat(config.monitor().runLength()).isEqualTo(10080);
        assertThat(config.topics().events()).isEqualTo("vectide.events");
    }

    @Test
    void whatIsPrintedReadsBackAsTheSame() throws IOException {
        Settings settings = ConfigReader.settings(null, Map.of("VECTIDE_HTTP_PORT", "9000"));

        Files.writeString(file, settings.toYaml());

        assertThat(ConfigReader.read(file, Map.of())).isEqualTo(settings.bind());
    }

    @Test
    void theFileOverridesTheReferenceAndTheEnvironmentTheFile() {
        VectideConfig config = read(
                """
                encoder:
                  device: cpu
                  window: 64
                  linger: 1m
                """,
                Map.of("VECTIDE_ENCODER_WINDOW", "128", "VECTIDE_STREAMS_AUTO_CREATE", "false", "PATH", "/bin"));

        assertThat(config.encoder().device()).isEqualTo("cpu");
        assertThat(config.encoder().linger()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.encoder().window()).isEqualTo(128);
        assertThat(config.streams().autoCreate()).isFalse();
        assertThat(config.encoder().space()).isEqualTo("all-minilm-l6-v2");
    }

    @Test
    void listsAndOpenSectionsComeFromTheFile() {
        VectideConfig config = read(
                """
                kafka:
                  sources:
                    - {topic: orders, stream: orders, text: note}
                    - topic: tickets
                  client: {security.protocol: SSL, retries: 3}
                  streams:
                spaces:
                  - {name: mine, model: /m, tokenizer: /t, pooling: cls, max-tokens: 64, dimension: 8,
                     normalise: true, precision: INT8}
                streams:
                  declared: [{name: a, store-content: false, ttl: 30d}, {name: b}]
                flink: {taskmanager.memory.segment-size: 16kb}
                """,
                Map.of());

        assertThat(config.kafka().sources()).hasSize(2);
        assertThat(config.kafka().sources().get(1).stream()).isNull();
        assertThat(config.kafka().client()).containsEntry("security.protocol", "SSL").containsEntry("retries", 3);
        assertThat(config.spaces().get(0).pooling()).isEqualTo(Pooling.CLS);
        assertThat(config.streams().declared().get(0).ttl()).isEqualTo(Duration.ofDays(30));
        assertThat(config.flink()).containsEntry("taskmanager.memory.segment-size", "16kb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: {prot: 1}                     | http.prot: unknown key; expected one of [host, port, max-body, max-header, tls]",
                "htp: {}                             | htp: unknown key; expected one of [namespace, kafka,",
                "http: 8080                          | http = 8080: expected a section",
                "kafka: {sources: orders}            | kafka.sources = orders: expected a list",
                "kafka: {client: SSL}                | kafka.client: expected a section",
                "http: {port: eighty}                | http.port = eighty: expected a whole number",
                "http: {port: 80.5}                  | http.port = 80.5: expected a whole number",
                "http: {port: 70000}                 | http.port = 70000: expected 0 to 65535",
                "http: {port: }                      | http.port: expected a value",
                "http: {port: ''}                    | http.port",
                "http: {max-body: 12 parsecs}        | http.max-body = 12 parsecs: expected a size such as 512KiB",
                "http: {max-body: 9GiB}              | http.max-body = 9663676416: expected 1 to 2147483647",
                "encoder: {linger: soon}             | encoder.linger = soon: expected a duration such as 20ms",
                "encoder: {linger: 5}                | encoder.linger = 5: expected a duration such as 20ms",
                "encoder: {device: tpu}              | encoder.device = tpu: expected auto, cpu or cuda:N",
                "streams: {auto-create: perhaps}     | streams.auto-create = perhaps: expected true or false",
                "streams: {auto-create: 1}           | streams.auto-create = 1: expected true or false",
                "monitor: {anomaly-rate: 1.5}        | monitor.anomaly-rate = 1.5: expected between 0 and 1",
                "monitor: {calibration: 98}         | monitor.calibration = 98: expected at least 99 for an anomaly-rate of 0.01",
                "namespace: Über                     | namespace = Über: expected a namespace, [a-z0-9]",
                "kafka: {sources: [{topic: ' '}]}    | kafka.sources[0].topic: expected a value",
                "kafka: {sources: [{topic: a, x: 1}]}| kafka.sources[0].x = 1: unknown key; expected one of [",
                "kafka: {sources: [{topic: a, stream: A}]} | kafka.sources[0].stream = A: expected a stream name",
                "streams: {declared: [{ttl: 1d}]}    | streams.declared[0].name: expected a stream name",
                "streams: {declared: [{name: a},{name: b, ttl: x}]} | streams.declared[1].ttl = x: expected a duration",
                "spaces: [{name: a, model: m}]       | spaces[0]",
                "kafka: {client: {group.id: mine}}   | kafka.client.group.id = mine: this one is Vectide's own to set",
                "flink: {state.backend.type: rocksdb} | flink.state.backend.type = rocksdb: this one is Vectide's own to set",
                "flink: {rest: {port: 1}}            | flink.rest: expected a plain value",
                "monitor: {checkpoint-interval: 6m}  | monitor.checkpoint-interval = 6m: expected 100ms to 5m",
                "kafka: {client: {sasl: {x: 1}}}     | kafka.client.sasl: expected a plain value",
                "alerts: {webhooks: [{url: ftp://h}]} | alerts.webhooks[0].url: expected an address such as https://",
                "alerts: {webhooks: [{secret: x}]}   | alerts.webhooks[0].url: expected an address such as https://",
                "alerts: {webhooks: [{url: http://h, secret: short}]} | alerts.webhooks[0].secret: expected 16 characters",
                "alerts: {webhooks: [{url: http://h, secret: whsec_$}]} | alerts.webhooks[0].secret: expected base64 behind",
                "alerts: {webhooks: [{url: http://h, severities: [bad]}]} | alerts.webhooks[0].severities[0] = bad: expected",
                "alerts: {webhooks: [{url: http://h, streams: [A]}]} | alerts.webhooks[0].streams = A: expected a stream name",
                "alerts: {webhooks: [{url: http://h}, {url: http://h}]} | alerts.webhooks: expected each name once",
                "alerts: {alertmanager: {urls: [am:9093]}} | alerts.alertmanager.urls: expected an address such as https://",
                "alerts: {alertmanager: {resend: 0s}} | alerts.alertmanager.resend = 0ms: expected a positive duration",
                "alerts: {longest-backoff: 10ms}     | alerts.longest-backoff = 10ms: expected alerts.backoff or more",
            })
    void namesFilePathValueAndWhatWasExpected(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    @Test
    void namesTheValuesOfAnEnumeration() {
        String yaml = "spaces: [{name: a, model: m, tokenizer: t, pooling: sum, max-tokens: 9, dimension: 2,"
                + " normalise: true, precision: full}]";

        assertThatThrownBy(() -> read(yaml, Map.of()))
                .hasMessage(file + ": spaces[0].pooling = sum: expected one of [mean, cls, none]");
    }

    @Test
    void refusesADoubledKeyByLine() {
        assertThatThrownBy(() -> read("http:\n  port: 1\n  port: 2\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ":3: settings: ")
                .hasMessageContaining("'port'");
    }

    @Test
    void refusesWhatIsNoYamlAndWhatIsNoSection() {
        assertThatThrownBy(() -> read("http: [", Map.of())).hasMessageStartingWith(file + ":");
        assertThatThrownBy(() -> read("- http", Map.of())).hasMessageContaining("expected sections");
        assertThatThrownBy(() -> ConfigReader.read(folder.resolve("none.yaml"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.yaml")
                .hasMessageContaining("cannot be read");
    }

    @Test
    void anEmptyFileAndEmptySectionsAreTheDefaults() {
        VectideConfig defaults = ConfigReader.read(null, Map.of());

        assertThat(read("", Map.of())).isEqualTo(defaults);
        assertThat(read("# nothing\nhttp:\n", Map.of())).isEqualTo(defaults);
    }

    @Test
    void namesTheVariableThatIsWrong() {
        assertThatThrownBy(() -> read("http: {port: 1}", Map.of("VECTIDE_HTTP_PORT", "-3")))
                .hasMessage("environment VECTIDE_HTTP_PORT: http.port = -3: expected 0 to 65535");
        assertThatThrownBy(() -> read("http: {port: -1}", Map.of("VECTIDE_ENCODER_WINDOW", "8")))
                .hasMessage(file + ": http.port = -1: expected 0 to 65535");
        assertThatThrownBy(() -> ConfigReader.read(null, Map.of("VECTIDE_HTTP_PROT", "1")))
                .hasMessage("environment: VECTIDE_HTTP_PROT = 1: no such setting; `vectide config --print` lists them"
                        + " all");
    }

    @Test
    void leavesTheLaunchersVariablesAlone() {
        assertThat(ConfigReader.read(null, Map.of("VECTIDE_JAVA_OPTS", "-Xmx1g", "VECTIDE_URL", "http://x")))
                .isEqualTo(ConfigReader.read(null, Map.of()));
    }

    @Test
    void masksSecretsWhenPrinted() throws JsonProcessingException {
        write("kafka: {client: {ssl.key.password: hidden, sasl.jaas.config: hidden, security.protocol: SASL_SSL}}");

        Settings settings = ConfigReader.settings(file, Map.of());

        assertThat(settings.toYaml()).doesNotContain("hidden").contains("SASL_SSL", "batch-tokens: 512");
        assertThat(settings.bind().kafka().client()).containsEntry("ssl.key.password", "hidden");
    }

    @Test
    void aWebhooksSecretIsShownNowhereAndDoesNotTravelWithTheJobs() {
        write("alerts: {webhooks: [{url: 'https://host/hidden-path', secret: hidden-hidden-hidden, severities: [critical]}]}");

        Settings settings = ConfigReader.settings(file, Map.of());
        VectideConfig.Alerts alerts = settings.bind().alerts();

        assertThat(settings.toYaml()).doesNotContain("hidden-").contains("secret: ", "https://host/****");
        assertThat(alerts.webhooks().get(0).secret()).isEqualTo("hidden-hidden-hidden");
        assertThat(alerts.toString()).doesNotContain("hidden").contains("https://host");
        assertThat(alerts.forJobs().webhooks()).isEmpty();
        assertThat(alerts.forJobs()).isEqualTo(new VectideConfig.Alerts(10, 2, 5));
    }

    private VectideConfig read(String yaml, Map<String, String> environment) {
        write(yaml);
        return ConfigReader.read(file, environment);
    }

    private void write(String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
