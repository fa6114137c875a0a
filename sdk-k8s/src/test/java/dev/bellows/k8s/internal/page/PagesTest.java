package dev.bellows.k8s.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort.Listing;
import dev.bellows.k8s.port.ClusterPort.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final int ALL = 2_400;

    private final List<String> asked = new ArrayList<>();

    private CompletableFuture<Page<Integer>> page(String from, int most) {
        asked.add(from + "+" + most);
        int begin = from.isEmpty() ? 0 : Integer.parseInt(from);
        int end = Math.min(ALL, begin + most);
        return CompletableFuture.completedFuture(
                new Page<>(IntStream.range(begin, end).boxed().toList(), "7", end == ALL ? "" : "" + end));
    }

    private static CompletableFuture<Page<Integer>> refused(int code, String reason) {
        return CompletableFuture.failedFuture(new ClusterException(code, reason, "no", List.of(), Optional.empty()));
    }

    private static void isWhole(CompletableFuture<Listing<Integer>> list) throws Exception {
        assertThat(Patience.value(list).items())
                .isEqualTo(IntStream.range(0, ALL).boxed().toList());
        assertThat(Patience.value(list).resourceVersion()).isEqualTo("7");
    }

    @Test
    void a_list_is_read_to_its_end() throws Exception {
        isWhole(Pages.read(this::page));
        assertThat(asked).containsExactly("+1000", "1000+1000", "2000+1000");
    }

    @Test
    void a_page_that_is_too_long_is_asked_for_in_smaller_ones() throws Exception {
        isWhole(Pages.read((from, most) ->
                most > 300 ? CompletableFuture.failedFuture(ClusterException.tooLong("too long")) : page(from, most)));
        assertThat(asked).startsWith("+250", "250+250").hasSize(10);
    }

    @Test
    void one_object_that_is_too_long_is_a_problem() throws Exception {
        assertThat(Patience.problem(Pages.read(
                        (from, most) -> CompletableFuture.failedFuture(ClusterException.tooLong("too long")))))
                .isNotNull();
    }

    @Test
    void a_list_whose_next_page_has_expired_begins_anew() throws Exception {
        List<String> expired = new ArrayList<>();
        isWhole(Pages.read((from, most) -> from.equals("1000") && expired.size() < 2 && expired.add(from)
                ? refused(410, "Expired")
                : page(from, most)));
        assertThat(asked).containsExactly("+1000", "+1000", "+1000", "1000+1000", "2000+1000");
    }

    @Test
    void a_list_that_expires_again_and_again_is_given_up() throws Exception {
        CompletableFuture<Listing<Integer>> list =
                Pages.read((from, most) -> from.isEmpty() ? page(from, most) : refused(410, "Expired"));
        assertThat(ClusterException.in(Patience.problem(list)).code()).isEqualTo(410);
        assertThat(asked).hasSize(3);
    }

    @Test
    void a_version_that_has_expired_at_once_is_told() throws Exception {
        CompletableFuture<Listing<Integer>> list = Pages.read((from, most) -> refused(410, "Expired"));
        assertThat(ClusterException.in(Patience.problem(list)).code()).isEqualTo(410);
    }
}
