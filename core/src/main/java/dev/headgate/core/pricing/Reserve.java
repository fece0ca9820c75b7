package dev.headgate.core.pricing;

/** How many points are taken before a call runs; what it really cost is settled afterwards. */
public sealed interface Reserve {
  /** What the call can cost at most. */
  Reserve BOUND = new ByBound();

  /** As a policy writes it. */
  String written();

  /** What the call can cost at most. */
  record ByBound() implements Reserve {
    @Override
    public String written() {
      return "bound";
    }
  }

  /**
   * What calls of the operation usually cost, for example the 95th percentile of recent ones; never
   * more than the call can cost at most.
   *
   * @param points the base included
   */
  record Typical(long points) implements Reserve {
    public Typical {
      Quote.check("typical", points);
    }

    @Override
    public String written() {
      return "typical " + points;
    }
  }

  /**
   * That number.
   *
   * @param points the base included
   */
  record Stated(long points) implements Reserve {
    public Stated {
      Quote.check("reserve", points);
    }

    @Override
    public String written() {
      return Long.toString(points);
    }
  }
}
