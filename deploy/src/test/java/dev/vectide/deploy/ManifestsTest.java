package dev.vectide.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.deploy.Manifests.Manifest;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest is read by the model of its kind, which takes no field it does not know; and what they say of each other holds. */
class ManifestsTest {
    private static final String FLINK = "flink.apache.org/v1beta1 FlinkDeployment";
    /** No artefact on Central has its schema: what is used of it is written down here, as KEDA 2 documents it. */
    private static final String KEDA = "keda.sh/v1alpha1 ScaledObject";

    private static final String KUSTOMIZATION = "kustomize.config.k8s.io/v1beta1 Kustomization";

    static List<Manifest> manifests() throws IOException {
        return Manifests.all();
    }

    static List<Manifest> modelled() throws IOException {
        return manifests().stream().filter(manifest -> Manifests.MODELS.containsKey(manifest.kind())).toList();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void aKindHasAModelASchemaOrAnExcuse(Manifest manifest) {
        Set<String> kinds = new TreeSet<>(Manifests.MODELS.keySet());
        kinds.addAll(Set.of(FLINK, KEDA, KUSTOMIZATION));

        assertThat(kinds).contains(manifest.kind());
    }

    @ParameterizedTest
    @MethodSource("modelled")
    void aModelReadsItWhole(Manifest manifest) throws IOException {
        Object read = Manifests.YAML.treeToValue(manifest.tree(), Manifests.MODELS.get(manifest.kind()));

        assertThat(Manifests.YAML.<JsonNode>valueToTree(read).at("/metadata/name"))
                .isEqualTo(manifest.tree().at("/metadata/name"));
    }

    @Test
    void aSlipOfAFieldIsNoticed() {
        assertThatThrownBy(() -> Manifests.YAML.readValue("{apiVersion: v1, kind: Service, spec: {port: []}}", Service.class))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("\"port\"");
    }

    @Test
    void flinksOperatorKnowsEveryFieldOfItsResource() throws IOException {
        JsonNode schema = flinkSchema();
        ObjectNode deployment = (ObjectNode) one(FLINK).deepCopy();
        // The newest schema on Central ends with 1.20: everything but the name of the version is held against it.
        ((ObjectNode) deployment.path("spec")).put("flinkVersion", "v1_20");

        assertThat(Schema.faults(schema.path("properties").path("spec"), deployment.path("spec"))).isEmpty();

        ((ObjectNode) deployment.path("spec")).put("flinkVersion", "v0").putObject("jobManager").put("replica", 1);
        assertThat(Schema.faults(schema.path("properties").path("spec"), deployment.path("spec")))
                .hasSize(2)
                .anyMatch(fault -> fault.startsWith("/flinkVersion: \"v0\""))
                .contains("/jobManager/replica: no such field");
    }

    @Test
    void theScaledObjectHasWhatKedaAsksFor() throws IOException {
        JsonNode spec = one(KEDA).path("spec");

        assertThat(names(spec)).isSubsetOf(
                "scaleTargetRef", "pollingInterval", "cooldownPeriod", "minReplicaCount", "maxReplicaCount", "advanced", "triggers");
        assertThat(names(spec.path("scaleTargetRef"))).containsExactlyInAnyOrder("apiVersion", "kind", "name");
        JsonNode trigger = spec.path("triggers").path(0);
        assertThat(trigger.path("type").asText()).isEqualTo("kafka");
        assertThat(names(trigger.path("metadata"))).containsExactlyInAnyOrder(
                "bootstrapServers", "topic", "consumerGroup", "lagThreshold", "offsetResetPolicy");
        assertThat(trigger.path("metadata")).allMatch(JsonNode::isTextual);
        assertThat(spec.path("maxReplicaCount").asInt()).isLessThanOrEqualTo(settings().kafka().partitions());
        assertThat(trigger.at("/metadata/topic").asText()).isEqualTo(settings().topics().events());
    }

    @Test
    void settingsAreRead() {
        VectideConfig settings = settings();

        assertThat(settings.kafka().bootstrap()).isEqualTo("vectide-kafka-bootstrap:9092");
        assertThat(settings.flink()).containsEntry("rest.address", "vectide-flink-rest");
    }

    /** What a kustomization names is there, and what is there is named. */
    @Test
    void kustomizationsAreWhole() throws IOException {
        for (Manifest kustomization : manifests().stream().filter(m -> m.kind().equals(KUSTOMIZATION)).toList()) {
            Path folder = Manifests.KUBERNETES.resolve(kustomization.file()).getParent();
            List<String> named = new ArrayList<>();
            kustomization.tree().path("resources").forEach(file -> named.add(file.asText()));
            kustomization.tree().path("patches").forEach(patch -> named.add(patch.path("path").asText()));

            assertThat(named).allMatch(file -> Files.exists(folder.resolve(file)));
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
                        .allMatch(file -> named.contains(file) || file.equals("kustomization.yaml"));
            }
        }
    }

    /** A service, a budget and the pods of each role find each other by one label, and each listens where it is asked. */
    @Test
    void everyRoleIsFoundProbedAndNotRoot() throws IOException {
        for (String role : List.of("ingest", "encoder", "indexer", "monitor")) {
            List<Manifest> parts = manifests().stream()
                    .filter(manifest -> manifest.file().equals(Path.of("base", role + ".yaml")))
                    .toList();
            JsonNode workload = parts.stream()
                    .filter(manifest -> manifest.kind().startsWith("apps/v1"))
                    .findFirst()
                    .orElseThrow()
                    .tree();
            JsonNode labels = workload.at("/spec/template/metadata/labels");
            assertThat(parts).anyMatch(part -> part.kind().equals("v1 Service"));
            for (Manifest part : parts) {
                JsonNode selector = part.kind().equals("v1 Service")
                        ? part.tree().at("/spec/selector")
                        : part.tree().at("/spec/selector/matchLabels");
                assertThat(selector).as("%s", part).isEqualTo(labels);
            }
            JsonNode pod = workload.at("/spec/template/spec");
            JsonNode container = pod.at("/containers/0");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/livez");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
            assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(settings().http().port());
        }
    }

    private static VectideConfig settings() {
        return ConfigReader.read(Manifests.KUBERNETES.resolve("vectide.yaml"), Map.of());
    }

    private static JsonNode one(String kind) throws IOException {
        return manifests().stream()
                .filter(manifest -> manifest.kind().equals(kind) && manifest.file().startsWith("base"))
                .findFirst()
                .orElseThrow()
                .tree();
    }

    private static List<String> names(JsonNode section) {
        return section.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode flinkSchema() throws IOException {
        try (InputStream in = ManifestsTest.class.getResourceAsStream("/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")) {
            JsonNode definition = Manifests.YAML.readTree(in);
            assertThat(definition.at("/spec/versions/0/name").asText()).isEqualTo("v1beta1");
            return definition.at("/spec/versions/0/schema/openAPIV3Schema");
        }
    }
}
