import dev.headgate.client.http.HeadgateClient;
import dev.headgate.client.profile.Profiles;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Reads items with Spring's RestClient, as fast as the environment allows and no faster. */
class SpringScript {
  static List<String> items(URI environment, String credential, int count) {
    try (HeadgateClient client = HeadgateClient.of(Profiles.JAMA).build()) {
      RestClient rest =
          RestClient.builder()
              .requestFactory(new JdkClientHttpRequestFactory(client.asHttpClient()))
              .baseUrl(environment)
              .defaultHeader("Authorization", credential)
              .build();
      return IntStream.range(0, count)
          .mapToObj(i -> rest.get().uri("/rest/v1/items/{id}", i).retrieve().body(String.class))
          .toList();
    }
  }
}
