package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellows.Jobs;
import dev.bellows.PodJobs;
import dev.bellows.check.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String VALID =
            "'name':'a','image':'i:1','application':{'type':'jar','jar':{'uri':'local:///x.jar'},'mainClass':'A'}";

    private static List<Problem> problemsOf(String json) {
        return catchThrowableOfType(InvalidJob.class, () -> SparkJob.fromJson(json.replace('\'', '"')))
                .problems();
    }

    @Test
    void a_job_survives_the_round_trip() {
        for (long seed = 0; seed < 1_000; seed++) {
            SparkJob job = SeededJobs.job(seed);

            String json = job.toJson();
            SparkJob read = SparkJob.fromJson(json);

            assertThat(read).as("seed %s", seed).isEqualTo(job);
            assertThat(read.toJson()).as("seed %s", seed).isEqualTo(json);
        }
    }

    @Test
    void the_full_job_uses_every_field() throws IOException {
        JsonNode json = MAPPER.readTree(Jobs.full().toJson());

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(List.of(
                        "annotations",
                        "application",
                        "conf",
                        "dependencies",
                        "driver",
                        "env",
                        "executors",
                        "gpu",
                        "image",
                        "labels",
                        "name",
                        "namespace",
                        "proxyUser",
                        "serviceAccount",
                        "shuffle",
                        "sparkVersion",
                        "spot"));
        assertThat(SparkJob.fromJson(Jobs.full().toJson())).isEqualTo(Jobs.full());
    }

    @Test
    void what_was_not_set_is_not_written() {
        assertThat(Jobs.minimal().build().toJson())
                .isEqualTo("{\"application\":{\"type\":\"jar\",\"jar\":{\"uri\":\"local:///opt/app/words.jar\"},"
                        + "\"mainClass\":\"com.acme.WordCount\"},\"image\":\"registry.example.com/acme/spark:4.1.1\","
                        + "\"name\":\"word-count\",\"sparkVersion\":\"4.1\"}");
    }

    @Test
    void spot_without_further_settings_is_written() {
        SparkJob job = Jobs.minimal().spot().build();

        assertThat(job.toJson()).contains("\"spot\":{}");
        assertThat(SparkJob.fromJson(job.toJson())).isEqualTo(job);
    }

    @Test
    void equal_jobs_have_equal_json_whatever_the_order_of_their_settings() {
        SparkJob one = Jobs.minimal().conf("spark.a", "1").conf("spark.b", "2").build();
        SparkJob other =
                Jobs.minimal().conf("spark.b", "2").conf("spark.a", "1").build();

        assertThat(one).isEqualTo(other);
        assertThat(one.toJson()).isEqualTo(other.toJson());
    }

    @Test
    void keys_are_sorted_on_every_level() throws IOException {
        assertSorted(MAPPER.readTree(Jobs.full().toJson()).get("conf"));
        assertSorted(MAPPER.readTree(Jobs.full().toJson()).get("executors"));
    }

    @Test
    void arguments_and_version_may_be_missing() {
        SparkJob job = SparkJob.fromJson(("{" + VALID + "}").replace('\'', '"'));

        assertThat(job.application()).contains(new JarApplication(new RemoteFile("local:///x.jar"), "A", List.of()));
        assertThat(job.sparkVersion()).isEqualTo(SparkVersion.V4_1);
    }

    @Test
    void all_wrong_fields_are_reported_at_once_with_their_paths() {
        String json = "{'nam':1,'image':null,'sparkVersion':'9.9','namespace':{},'labels':{'a':true},'conf':[],"
                + "'driver':{'x':2,'cores':'3','memory':5,'env':{'a':null,'b':[1]}},"
                + "'executors':{'count':1.5,'cores':99999999999},"
                + "'application':{'type':'jar','jar':{'path':'x'},'mainClass':5,'args':[1,'x',null]}}";

        assertThat(problemsOf(json))
                .extracting(Problem::field, Problem::code)
                .containsExactly(
                        tuple("application.args[0]", "JSON_TYPE"),
                        tuple("application.args[2]", "JSON_NULL"),
                        tuple("application.jar", "JSON_TYPE"),
                        tuple("application.mainClass", "JSON_TYPE"),
                        tuple("conf", "JSON_TYPE"),
                        tuple("driver.cores", "JSON_TYPE"),
                        tuple("driver.env.a", "JSON_NULL"),
                        tuple("driver.env.b", "JSON_TYPE"),
                        tuple("driver.memory", "JSON_TYPE"),
                        tuple("driver.x", "JSON_UNKNOWN_FIELD"),
                        tuple("executors.cores", "JSON_TYPE"),
                        tuple("executors.count", "JSON_TYPE"),
                        tuple("image", "JSON_NULL"),
                        tuple("labels.a", "JSON_TYPE"),
                        tuple("nam", "JSON_UNKNOWN_FIELD"),
                        tuple("namespace", "JSON_TYPE"),
                        tuple("sparkVersion", "JSON_TYPE"));
    }

    @Test
    void an_unknown_field_is_answered_with_the_known_ones() {
        assertThat(problemsOf("{" + VALID + ",'driver':{'memori':'2g'}}"))
                .extracting(Problem::field, Problem::expected)
                .containsExactly(tuple(
                        "driver.memori",
                        "one of cores, env, limitCores, memory, memoryOverhead, memoryOverheadFactor, minMemoryOverhead,"
                                + " pod, requestCores"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'imgae':'i:1'                          | imgae                  | Did you mean image?",
                "'executor':{'count':3}                 | executor               | Did you mean executors?",
                "'executors':{'memory_overhead':'1g'}   | executors.memory_overhead | Did you mean memoryOverhead?",
                "'driver':{'requestcores':'1'}          | driver.requestcores    | Did you mean requestCores?",
                "'replicas':3                           | replicas               | Correct its name or remove it."
            })
    void a_mistyped_field_is_answered_with_the_nearest_one(String field, String path, String fix) {
        assertThat(problemsOf("{" + VALID.replace('"', '\'') + "," + field + "}"))
                .extracting(Problem::field, Problem::fix)
                .containsExactly(tuple(path, fix));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'sparkVersion':'9.9'                         | sparkVersion    | one of \"3.5\", \"4.0\", \"4.1\", \"4.2\", \"4.3\"",
                "'driver':[]                                  | driver          | an object",
                "'driver':{'memory':{}}                       | driver.memory   | a text such as \"2g\"",
                "'executors':{'count':'many'}                 | executors.count | a whole number",
                "'env':'A=1'                                  | env             | an object whose values are texts",
                "'namespace':7                                | namespace       | a text"
            })
    void a_wrong_type_is_answered_with_the_right_one(String field, String path, String expected) {
        assertThat(problemsOf("{" + VALID.replace('"', '\'') + "," + field.replace('"', '\'') + "}"))
                .extracting(Problem::field, Problem::expected)
                .containsExactly(tuple(path, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'application':{'type':'perl'}",
                "'application':{'jar':{'uri':'x'}}",
                "'application':'x.jar'",
                "'application':[]"
            })
    void an_application_of_unknown_form_is_answered_with_the_known_one(String field) {
        assertThat(problemsOf("{'name':'a'," + field + "}"))
                .extracting(Problem::field, Problem::expected)
                .containsExactly(
                        tuple(
                                "application",
                                "an object with type \"jar\", \"python\", \"r\", \"class\" or \"connect\" and the fields of that type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{'name':'a','name':'b'}", "[]", "null", "7", "{'name':}", "name: a"})
    void what_is_no_json_object_is_refused_without_a_stack_of_jackson(String json) {
        assertThat(problemsOf(json)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("JSON_SYNTAX");
            assertThat(problem.toString()).doesNotContain("jackson").doesNotContain("Unexpected");
        });
    }

    @Test
    void nesting_without_end_is_refused() {
        assertThat(problemsOf("[".repeat(100_000))).extracting(Problem::code).containsExactly("JSON_SYNTAX");
    }

    @Test
    void values_are_never_shown() {
        String canary = "hunter2";
        for (Problem problem : problemsOf("{'conf':{'spark.x':['" + canary + "']},'env':{'A':{'" + canary + "x':1}},"
                + "'driver':{'cores':'" + canary + "'},'application':{'type':'" + canary + "'}}")) {
            assertThat(problem.toString()).doesNotContain(canary);
        }
    }

    static Stream<Arguments> jobsWithManyFields() {
        return Stream.of(
                argumentSet("full", Jobs.full(), "/application/args/2"),
                argumentSet("shaped", PodJobs.shaped(), "/pod/sidecars/0/cpu"),
                argumentSet("volumes", PodJobs.everyVolume(), "/pod/volumes/4/source/storageClass"));
    }

    /** Puts a value of the wrong type into every field of a job, one after the other. */
    @ParameterizedTest
    @MethodSource("jobsWithManyFields")
    void a_wrong_value_in_any_field_is_reported_for_that_field(SparkJob job, String one) throws IOException {
        ObjectNode full = (ObjectNode) MAPPER.readTree(job.toJson());
        List<String> paths = new ArrayList<>();
        collect(full, "", paths);
        // A patch is free: its check is that of the pod which it makes.
        paths.removeIf(path -> path.contains("/patch/"));
        assertThat(paths).contains(one, "/sparkVersion");

        for (String path : paths) {
            ObjectNode broken = full.deepCopy();
            String parent = path.substring(0, path.lastIndexOf('/'));
            String name = path.substring(path.lastIndexOf('/') + 1);
            replace(broken.at(parent), name);

            List<Problem> problems = catchThrowableOfType(InvalidJob.class, () -> SparkJob.fromJson(broken.toString()))
                    .problems();

            // An unknown type hides what its fields would be.
            String field = path.endsWith("/type") ? fieldOf(path.substring(0, path.length() - 5)) : fieldOf(path);
            assertThat(problems).as(path).hasSize(1);
            assertThat(problems.get(0).field()).as(path).isEqualTo(field);
        }
    }

    private static void collect(JsonNode node, String path, List<String> paths) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                collect(field.getValue(), path + "/" + field.getKey().replace("/", "~1"), paths);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "/" + i, paths);
            }
        } else {
            paths.add(path);
        }
    }

    private static void replace(JsonNode parent, String name) {
        if (parent instanceof ObjectNode object) {
            object.putArray(name.replace("~1", "/")).add(true);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(name), true);
        }
    }

    private static String fieldOf(String path) {
        return path.substring(1)
                .replaceAll("/(\\d+)(?=/|$)", "[$1]")
                .replace('/', '.')
                .replace("~1", "/");
    }

    private static void assertSorted(JsonNode object) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        assertThat(names).hasSizeGreaterThan(2).isSortedAccordingTo(Comparator.naturalOrder());
    }
}
