package org.example.spring;

import dev.eventlogger.Events;
import dev.eventlogger.event.EventType;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pages of the shop. */
@RestController
class ShopPages {

  private final Orders orders;
  private final Events events;

  ShopPages(Orders orders, Events events) {
    this.orders = orders;
    this.events = events;
  }

  @PostMapping("/orders/{id}")
  void order(@PathVariable int id, @RequestParam String item) {
    events.log("42", EventType.CLICK, Map.of("element", "ORDER"));
    orders.place(id, item, "1 Long Street");
  }
}
