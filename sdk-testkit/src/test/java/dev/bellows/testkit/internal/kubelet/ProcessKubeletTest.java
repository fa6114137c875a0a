package dev.bellows.testkit.internal.kubelet;

import static dev.bellows.testkit.internal.kubelet.KubeletNodeFixture.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(Patience.TEST_SECONDS)
class ProcessKubeletTest {
    @TempDir
    Path temporary;

    private Path directory;
    private KubeletNodeFixture node;

    @BeforeEach
    void start() throws Exception {
        node = new KubeletNodeFixture(temporary);
        directory = node.directory;
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_driver_that_returns_succeeds() {
        node.create(pod("a", "driver", "--class", "Main", "local:///app.jar", "succeed")
                .build());

        Pod ended = node.awaitPhase("a", "Succeeded");

        ContainerStateTerminated state = terminated(ended);
        assertThat(state.getExitCode()).isZero();
        assertThat(state.getReason()).isEqualTo("Completed");
        assertThat(state.getMessage()).isNull();
        assertThat(ended.getStatus().getPodIP()).startsWith("127.0.");
        assertThat(ended.getStatus().getHostIP()).isEqualTo("127.0.0.1");
        assertThat(conditions(ended)).containsEntry("Ready", "False").containsEntry("Initialized", "True");
        assertThat(node.log("a")).contains("done");
        assertThat(node.kubelet.logs().finished("default", "a", "any")).isTrue();
    }

    @Test
    void a_container_with_gpus_finds_a_program_that_lists_its_own() throws Exception {
        node.create(pod("a", "driver", "local:///app.jar", "wait")
                .editSpec()
                .editFirstContainer()
                .withNewResources()
                .addToLimits("nvidia.com/gpu", new Quantity("2"))
                .endResources()
                .endContainer()
                .endSpec()
                .build());

        String path = told(node.awaitLog("a", "WAITING"), "ENV PATH=");

        assertThat(printed(path, "nvidia-smi --query-gpu=index --format=csv,noheader"))
                .containsExactly("0", "1");
        assertThat(printed(path, "nvidia-smi -L"))
                .containsExactly("nvidia-smi -L: these GPUs are only counted; ask with --query-gpu=index");
    }

    @Test
    void a_container_finds_what_is_mounted_at_its_own_path_beneath_its_folder() {
        node.createConfigMap("scripts", Map.of("find.sh", "here"));
        node.create(pod("a", "driver", "local:///app.jar", "wait")
                .editSpec()
                .addNewVolume()
                .withName("scripts")
                .withNewConfigMap()
                .withName("scripts")
                .endConfigMap()
                .endVolume()
                .editFirstContainer()
                .addNewVolumeMount()
                .withName("scripts")
                .withMountPath("/opt/scripts")
                .endVolumeMount()
                .endContainer()
                .endSpec()
                .build());

        String work = told(node.awaitLog("a", "WAITING"), "DIRECTORY ");

        assertThat(Path.of(work, "../root/opt/scripts/find.sh")).hasContent("here");
    }

    @Test
    void a_python_program_needs_a_distribution_that_has_python() {
        node.create(pod("a", "driver", "--class", "org.apache.spark.deploy.PythonRunner", "local:///a.py", "wait")
                .build());

        ContainerStateTerminated state = terminated(node.awaitPhase("a", "Failed"));

        assertThat(state.getReason()).isEqualTo("StartError");
        assertThat(state.getMessage()).contains("without Python", "SPARK_HOME");
    }

    @Test
    void a_driver_runs_in_client_mode_within_its_own_directory_and_address() {
        node.create(pod("a", "driver", "local:///app.jar", "wait").build());

        String log = node.awaitLog("a", "WAITING");

        Pod running = node.awaitPhase("a", "Running");
        String ip = running.getStatus().getPodIP();
        String home = directory
                .resolve("pods")
                .resolve(running.getMetadata().getUid())
                .toString();
        assertThat(conditions(running)).containsEntry("Ready", "True").containsEntry("ContainersReady", "True");
        assertThat(running.getStatus().getContainerStatuses().get(0).getState().getRunning())
                .isNotNull();
        assertThat(log)
                .contains("spark.driver.bindAddress=" + ip)
                .contains("spark.executorEnv.SPARK_DRIVER_POD_IP=" + ip)
                .contains("spark.kubernetes.driver.master=http://127.0.0.1:1")
                .contains("--deploy-mode client local:///app.jar wait")
                .contains("DIRECTORY " + home)
                .contains("TEMPORARY " + home)
                .contains("ENV SPARK_LOCAL_IP=" + ip)
                .doesNotContain("token-of-a");
        assertThat(directory.resolve("hosts/default")).content().contains("127.0.0.1 localhost", ip + " a");
    }

    @Test
    void a_failed_driver_reports_its_last_lines() {
        node.create(pod("a", "driver", "fail").build());

        ContainerStateTerminated state = terminated(node.awaitPhase("a", "Failed"));

        assertThat(state.getExitCode()).isEqualTo(7);
        assertThat(state.getReason()).isEqualTo("Error");
        assertThat(state.getMessage()).contains("it went wrong\n").hasSizeLessThanOrEqualTo(2048);
    }

    @Test
    void a_line_stays_whole_whatever_the_other_stream_says_meanwhile() throws IOException {
        node.create(pod("a", "driver", "interrupt").build());
        String work = told(node.awaitLog("a", "MAX_HEAP"), "DIRECTORY ");
        node.awaitLog("a", "another line");
        // Sooner, the second half might overtake the other stream's line on its way to the log.
        Files.createFile(Path.of(work, "go"));

        node.awaitPhase("a", "Succeeded");

        assertThat(node.log("a")).containsSubsequence("another line\n", "first half, second half\n", "without an end");
    }

    @Test
    void an_unknown_command_cannot_be_started() {
        node.create(pod("a", "python3", "app.py").build());

        ContainerStateTerminated state = terminated(node.awaitPhase("a", "Failed"));

        assertThat(state.getExitCode()).isEqualTo(128);
        assertThat(state.getReason()).isEqualTo("StartError");
        assertThat(state.getMessage()).contains("python3", "driver");
    }

    @Test
    void a_pod_that_wants_restarts_is_refused() {
        node.create(pod("a", "driver", "succeed")
                .editSpec()
                .withRestartPolicy("Always")
                .endSpec()
                .build());

        Pod refused = node.awaitPhase("a", "Failed");

        assertThat(refused.getStatus().getReason()).isEqualTo("UnexpectedAdmissionError");
        assertThat(refused.getStatus().getMessage()).isEqualTo("spec.restartPolicy: Always (expected: Never)");
    }

    @Test
    void a_missing_key_keeps_the_pod_waiting_until_the_config_map_has_it() {
        node.create(pod("a", "driver", "--properties-file", "/opt/spark/conf/spark.properties", "app", "succeed")
                .editSpec()
                .addNewVolume()
                .withName("conf")
                .withNewConfigMap()
                .withName("run")
                .addNewItem("spark.properties", 0644, "spark.properties")
                .endConfigMap()
                .endVolume()
                .editContainer(0)
                .addNewVolumeMount()
                .withName("conf")
                .withMountPath("/opt/spark/conf")
                .endVolumeMount()
                .endContainer()
                .endSpec()
                .build());
        assertThat(node.awaitEvent("FailedMount").path("message").asText()).contains("configmap \"run\" not found");
        Pod waiting = node.get("a");

        node.createConfigMap(
                "run", Map.of("spark.properties", "spark.driver.memory 333m\nspark.files=/opt/spark/conf/x\n"));

        assertThat(waiting.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(waiting.getStatus()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getWaiting()
                        .getReason())
                .isEqualTo("ContainerCreating");
        node.awaitPhase("a", "Succeeded");
        assertThat(node.log("a")).containsPattern("MAX_HEAP 3[0-3]\\d\\b");
    }

    @Test
    void a_deleted_pod_gets_a_signal_and_vanishes() {
        node.create(pod("a", "driver", "wait").build());
        node.awaitLog("a", "WAITING");
        ProcessHandle process = processOf("a");

        Pod last = node.awaitRemoval("a", () -> node.delete("a", Patience.SECONDS));

        assertThat(terminated(last).getExitCode()).isEqualTo(143);
        Patience.end(process);
        node.awaitEmpty(directory.resolve("pods"));
        node.awaitEmpty(directory.resolve("logs"));
    }

    @Test
    void a_process_that_ignores_the_signal_is_killed_after_the_grace_period() {
        node.create(pod("a", "driver", "linger").build());
        node.awaitLog("a", "WAITING");

        Pod last = node.awaitRemoval("a", () -> node.delete("a", 1));

        assertThat(terminated(last).getExitCode()).isEqualTo(137);
        assertThat(terminated(last).getSignal()).isEqualTo(9);
    }

    @Test
    void a_second_deletion_shortens_the_grace_period() {
        node.create(pod("a", "driver", "linger").build());
        node.awaitLog("a", "WAITING");
        node.delete("a", 600);

        Pod last = node.awaitRemoval("a", () -> node.delete("a", 1));

        assertThat(terminated(last).getExitCode()).isEqualTo(137);
    }

    @Test
    void a_forced_deletion_ends_the_process() {
        node.create(pod("a", "driver", "wait").build());
        node.awaitLog("a", "WAITING");
        ProcessHandle process = processOf("a");

        node.delete("a", 0);

        assertThat(node.exists("a")).isFalse();
        Patience.end(process);
    }

    @Test
    void a_decommission_hook_becomes_a_power_failure_signal() {
        node.create(pod("a", "driver", "wait")
                .editSpec()
                .editContainer(0)
                .withNewLifecycle()
                .withNewPreStop()
                .withNewExec()
                .withCommand(List.of("/opt/decom.sh"))
                .endExec()
                .endPreStop()
                .endLifecycle()
                .endContainer()
                .endSpec()
                .build());
        node.awaitLog("a", "WAITING");

        Pod last = node.awaitRemoval("a", () -> node.delete("a", Patience.SECONDS));

        assertThat(terminated(last).getSignal()).isEqualTo(30);
    }

    @Test
    void a_hook_before_the_stop_comes_to_its_end_before_the_signal() {
        node.create(hooked("sleep 1; echo $HOSTNAME > " + temporary.resolve("hooked")));
        node.awaitLog("a", "WAITING");

        Pod last = node.awaitRemoval("a", () -> node.delete("a", Patience.SECONDS));

        assertThat(temporary.resolve("hooked")).content().isEqualToIgnoringNewLines("a");
        assertThat(terminated(last).getExitCode()).isEqualTo(143);
    }

    @Test
    void a_hook_that_takes_too_long_ends_with_the_process() {
        node.create(hooked("sleep 600"));
        node.awaitLog("a", "WAITING");

        Pod last = node.awaitRemoval("a", () -> node.delete("a", 1));

        assertThat(terminated(last).getExitCode()).isEqualTo(143);
    }

    @Test
    void a_hook_that_fails_is_told_and_the_process_stopped_all_the_same() {
        node.create(hooked("exit 3"));
        node.awaitLog("a", "WAITING");

        Pod last = node.awaitRemoval("a", () -> node.delete("a", Patience.SECONDS));

        assertThat(terminated(last).getExitCode()).isEqualTo(143);
        assertThat(node.awaitEvent("FailedPreStopHook").path("message").asText())
                .contains("exit code 3");
    }

    private static Pod hooked(String command) {
        return pod("a", "driver", "wait")
                .editSpec()
                .editContainer(0)
                .withNewLifecycle()
                .withNewPreStop()
                .withNewExec()
                .withCommand(List.of("sh", "-c", command))
                .endExec()
                .endPreStop()
                .endLifecycle()
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void a_process_above_its_memory_limit_is_killed() {
        node.create(pod("a", "driver", "fill")
                .editSpec()
                .editContainer(0)
                .withNewResources()
                .addToLimits("memory", new Quantity("200Mi"))
                .endResources()
                .endContainer()
                .endSpec()
                .build());

        ContainerStateTerminated state = terminated(node.awaitPhase("a", "Failed"));

        assertThat(state.getReason()).isEqualTo("OOMKilled");
        assertThat(state.getExitCode()).isEqualTo(137);
    }

    @Test
    void a_pod_past_its_deadline_fails() {
        node.create(pod("a", "driver", "wait")
                .editSpec()
                .withActiveDeadlineSeconds(1L)
                .withTerminationGracePeriodSeconds((long) Patience.SECONDS)
                .endSpec()
                .build());

        Pod failed = node.awaitPhase("a", "Failed");

        assertThat(failed.getStatus().getReason()).isEqualTo("DeadlineExceeded");
        assertThat(terminated(failed).getExitCode()).isEqualTo(143);
    }

    @Test
    void no_process_outlives_the_kubelet() {
        node.create(pod("a", "driver", "linger").build());
        node.awaitLog("a", "WAITING");
        ProcessHandle process = processOf("a");

        node.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(directory).doesNotExist();
    }

    /** What the stand-in prints behind a word. */
    private static String told(String log, String word) {
        return log.lines()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .findFirst()
                .orElseThrow();
    }

    private ProcessHandle processOf(String pod) {
        String uid = node.get(pod).getMetadata().getUid();
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(uid))
                .findFirst()
                .orElseThrow();
    }

    private static ContainerStateTerminated terminated(Pod pod) {
        return pod.getStatus().getContainerStatuses().get(0).getState().getTerminated();
    }

    private static List<String> printed(String path, String command) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true);
        shell.environment().put("PATH", path);
        return shell.start().inputReader().lines().toList();
    }

    private static Map<String, String> conditions(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .collect(Collectors.toMap(PodCondition::getType, PodCondition::getStatus));
    }
}
