package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.pod.PodContainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers beside Spark's are held to the same rules for images. */
class ContainerImageTest {
    @ParameterizedTest
    @CsvSource({
        "envoy:latest,IMAGE_NOT_PINNED",
        "registry:5000/envoy,IMAGE_NOT_PINNED",
        "'envoy :1',IMAGE_INVALID",
        "'',IMAGE_INVALID"
    })
    void images_of_further_containers_are_checked(String image, String code) {
        assertThat(JobChecksTest.problemsOf(job -> job.driver(
                        d -> d.pod(p -> p.sidecar(PodContainer.named("proxy").image(image))))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.field()).isEqualTo("driver.pod.sidecars.proxy.image");
                });
        assertThat(JobChecksTest.problemsOf(job -> job.executors(e ->
                        e.pod(p -> p.initContainer(PodContainer.named("proxy").image(image))))))
                .extracting(Problem::field)
                .containsExactly("executors.pod.initContainers.proxy.image");
    }
}
