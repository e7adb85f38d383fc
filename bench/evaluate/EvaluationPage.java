import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes docs/evaluation.md: what {@code ./vectide evaluate --output json} found, read from a folder of its answers, and beside
 * it what is published. Run by run.sh as a source file.
 */
public final class EvaluationPage {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Map<String, String> MODELS = Map.of(
            "all-minilm-l6-v2", "sentence-transformers/all-MiniLM-L6-v2",
            "bge-small-en-v1.5", "BAAI/bge-small-en-v1.5",
            "e5-small-v2", "intfloat/e5-small-v2");

    /** Scores by task; of the others, only the main one. */
    private static final Map<String, List<String>> SHOWN = Map.of(
            "sts", List.of("cosine_spearman", "cosine_pearson"),
            "retrieval", List.of("ndcg_at_10", "map_at_10", "map_at_100", "recall_at_10", "recall_at_100", "mrr_at_10"),
            "knn", List.of("accuracy_knn_1", "accuracy_knn_5", "accuracy_knn_20", "accuracy_weighted_knn_20"),
            "few-shot", List.of("accuracy", "accuracy_std"),
            "probe", List.of("accuracy", "f1"),
            "clustering", List.of("v_measure", "v_measure_std", "adjusted_rand", "silhouette_cosine", "silhouette_euclidean"),
            "novelty", List.of("auroc", "auroc_uncentred", "aupr_outliers", "outliers_accepted_at_95_inliers_accepted",
                    "inliers_refused_at_95_outliers_refused"),
            "geometry", List.of("uniformity", "alignment", "participation_ratio", "effective_rank", "rank_me", "hub_skewness"));

    /** By task: what published figures, of other libraries and processors, may be off by. */
    private static final Map<String, Double> TOLERANCES = Map.of("sts", 0.001, "retrieval", 0.002);

    /** Sentences that rest on how fast spaces encoded: others used the processors too, so that they would tell of these. */
    private static final Pattern SPEED = Pattern.compile("^Recommendation: |^\\S+ encoded [\\d,]+ texts a second here");

    private final Map<String, JsonNode> published;
    private final List<String> beyond = new ArrayList<>();
    private final StringBuilder page = new StringBuilder();

    private EvaluationPage(Map<String, JsonNode> published) {
        this.published = published;
    }

    public static void main(String[] args) throws IOException {
        EvaluationPage writer = new EvaluationPage(published(Path.of(args[1])));
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(args[0]))) {
            files = found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        // A data set of long texts is run space by space: its runs share a section.
        Map<String, List<JsonNode>> runs = new TreeMap<>();
        for (Path file : files) {
            JsonNode run = MAPPER.readTree(file.toFile());
            runs.computeIfAbsent(title(run.get("data")), title -> new ArrayList<>()).add(run);
        }
        Path page = Path.of(args[2]);
        Map<String, String> sections = Files.exists(page) ? sections(Files.readString(page)) : new TreeMap<>();
        for (Map.Entry<String, List<JsonNode>> one : runs.entrySet()) {
            writer.page.setLength(0);
            writer.section(one.getKey(), one.getValue());
            sections.put(one.getKey(), writer.page.toString());
        }
        writer.page.setLength(0);
        writer.head();
        sections.values().forEach(section -> writer.line("\n" + section.strip()));
        Files.writeString(page, writer.page.toString());
    }

    private static String title(JsonNode data) {
        return data.get("name").asText() + ", " + data.get("split").asText();
    }

    /** What the page has so far: a data set that was not run this time stays as it was. */
    private static Map<String, String> sections(String page) {
        Map<String, String> sections = new TreeMap<>();
        for (String section : page.split("(?m)^(?=## )")) {
            if (section.startsWith("## ")) {
                sections.put(section.substring(3, section.indexOf('\n')).strip(), section);
            }
        }
        return sections;
    }

    /** By model, task and split. */
    private static Map<String, JsonNode> published(Path file) throws IOException {
        Map<String, JsonNode> scores = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] row = line.split("\t", -1);
            if (row.length == 7 && row[6].startsWith("{")) {
                scores.put(row[0] + " " + row[2] + " " + row[3], MAPPER.readTree(row[6]));
            }
        }
        return scores;
    }

    private void head() {
        line("# Evaluation: what the suite finds");
        line("");
        line("Written by `bench/evaluate/run.sh DATA` from runs of `./vectide evaluate`; do not edit. \"Published\" is what");
        line("MTEB's results say of the same model, task and split. In brackets: 95 % bootstrap interval of the main score.");
        line("Times are those of the run, on two processors that others used as well, more at some times than at others: no");
        line("two of them compare, and what the runs say of speed, and which space they recommend for it, is left out.");
        line("A section is of the newest run of its data set; a space that it does not have was not run on it.");
        line("STSBenchmark is run with --no-prefixes: what is published of it is of bare texts.");
    }

    private void section(String title, List<JsonNode> runs) {
        JsonNode data = runs.get(0).get("data");
        beyond.clear();
        line("## " + title);
        line("");
        line(String.format(Locale.ROOT, "%,d documents, %,d queries, %,d rows rejected.",
                data.get("documents").asLong(), data.get("queries").asLong(), data.get("rejected").asLong()));
        line("");
        line("| space | texts | tokens | cut | texts/s | encoding, s | tasks, s | tasks / encoding |");
        line("|---|---|---|---|---|---|---|---|");
        for (JsonNode run : runs) {
            run.get("spaces").forEach(space -> cost(run, space));
        }
        line("");
        line("| space | task | score | measured | published | difference |");
        line("|---|---|---|---|---|---|");
        for (JsonNode run : runs) {
            for (JsonNode space : run.get("spaces")) {
                of(run, space).forEach(result -> scores(data, space.get("space").asText(), result));
            }
        }
        if (!beyond.isEmpty()) {
            line("");
            line("**Off by more than is tolerated:** " + String.join("; ", beyond) + ".");
            if (!data.get("queries").asText().equals("0")) {
                line(String.format(Locale.ROOT, "One of the %,d queries is %.5f.", data.get("queries").asLong(),
                        1 / data.get("queries").asDouble()));
            }
        }
        for (JsonNode run : runs) {
            if (!run.get("comparisons").isEmpty()) {
                line("");
                for (JsonNode sentence : run.get("summary")) {
                    if (!SPEED.matcher(sentence.asText()).find()) {
                        line("- " + sentence.asText());
                    }
                }
            }
        }
    }

    private void cost(JsonNode run, JsonNode space) {
        double tasks = 0;
        for (JsonNode result : of(run, space)) {
            tasks += result.get("task_seconds").asDouble();
        }
        double encoding = space.get("encoding_seconds").asDouble();
        line(String.format(Locale.ROOT, "| %s | %,d | %,d | %,d | %.0f | %.1f | %.1f | %.3f |",
                space.get("space").asText(), space.get("texts").asLong(), space.get("tokens").asLong(),
                space.get("truncated").asLong(), space.get("texts_per_second").asDouble(),
                encoding, tasks, tasks / encoding));
    }

    private static List<JsonNode> of(JsonNode run, JsonNode space) {
        List<JsonNode> results = new ArrayList<>();
        for (JsonNode result : run.get("results")) {
            if (result.get("model_name").equals(space.get("space"))) {
                results.add(result);
            }
        }
        return results;
    }

    private void scores(JsonNode data, String space, JsonNode result) {
        String task = result.get("task").asText();
        JsonNode scores = result.get("scores").get(data.get("split").asText()).get(0);
        String key = MODELS.getOrDefault(space, space) + " " + data.get("name").asText() + " " + data.get("split").asText();
        for (String name : SHOWN.getOrDefault(task, List.of(scores.get("main_score_name").asText()))) {
            if (!scores.has(name) || scores.get(name).isNull()) {
                continue;
            }
            double found = scores.get(name).asDouble();
            String interval = name.equals(scores.get("main_score_name").asText()) && scores.has("main_score_low")
                    ? String.format(Locale.ROOT, " [%.4f, %.4f]",
                            scores.get("main_score_low").asDouble(), scores.get("main_score_high").asDouble())
                    : "";
            JsonNode reference = published.containsKey(key) ? published.get(key).path(name) : MAPPER.missingNode();
            String beside = reference.isNumber()
                    ? String.format(Locale.ROOT, "%.5f | %+.5f", reference.asDouble(), found - reference.asDouble())
                    : " | ";
            line(String.format(Locale.ROOT, "| %s | %s | %s | %.5f%s | %s |", space, task, name, found, interval, beside));
            double tolerance = TOLERANCES.getOrDefault(task, Double.POSITIVE_INFINITY);
            if (reference.isNumber() && Math.abs(found - reference.asDouble()) > tolerance) {
                beyond.add(String.format(Locale.ROOT, "%s, %s by %+.5f, of %.3f",
                        space, name, found - reference.asDouble(), tolerance));
            }
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
