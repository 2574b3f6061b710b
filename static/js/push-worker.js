/* Shows that something waits while no page is open; opens the notices when it is tapped. */

self.addEventListener("push", (event) => {
  const { title, body, url } = event.data?.json() ?? { title: "Sora", body: "", url: "/notices/" };
  event.waitUntil(self.registration.showNotification(title, { body, tag: "notices", data: url }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data));
});
