package dev.vectide.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of {@code deploy/kubernetes}, and a mapper that takes no field that the model of a resource does not have. */
final class Manifests {
    static final Path ROOT = Path.of(System.getProperty("vectide.root", "."));
    static final Path KUBERNETES = ROOT.resolve("deploy/kubernetes");

    /** By apiVersion and kind. */
    static final Map<String, Class<?>> MODELS = Map.of(
            "v1 Namespace", Namespace.class,
            "v1 Service", Service.class,
            "v1 PersistentVolumeClaim", PersistentVolumeClaim.class,
            "apps/v1 Deployment", Deployment.class,
            "apps/v1 StatefulSet", StatefulSet.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
            "kafka.strimzi.io/v1 Kafka", Kafka.class,
            "kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class);

    static final YAMLMapper YAML = YAMLMapper.builder(
                    YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new Strict())
            .build();

    private Manifests() {}

    /** @param file as it lies in a folder, relative to {@link #KUBERNETES} */
    record Manifest(Path file, JsonNode tree) {
        String kind() {
            return tree.path("apiVersion").asText() + " " + tree.path("kind").asText();
        }

        @Override
        public String toString() {
            return file + ": " + kind() + " " + tree.at("/metadata/name").asText();
        }
    }

    /** All documents of all files. */
    static List<Manifest> all() throws IOException {
        try (Stream<Path> files = Files.walk(KUBERNETES)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> file.getParent().getParent().startsWith(KUBERNETES)) // Settings lie above them.
                    .filter(file -> !file.getParent().endsWith("secrets"))
                    .sorted()
                    .toList();
            return found.stream().flatMap(Manifests::documents).toList();
        }
    }

    private static Stream<Manifest> documents(Path file) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return documents.readAll().stream().map(tree -> new Manifest(KUBERNETES.relativize(file), tree));
        } catch (IOException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    /** The models keep fields they do not know, for clusters that are newer; here these are slips. */
    private static final class Strict extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
