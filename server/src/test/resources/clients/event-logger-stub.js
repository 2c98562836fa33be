// What docs/client.md shows: takes calls before the client is there.
(function (scope, names) {
  const early = (scope.eventLogger = scope.eventLogger || { q: [], lost: 0 });
  names.split(' ').forEach((name) => {
    early[name] = function () {
      early.q.length < 1000 ? early.q.push([name, arguments, Date.now()]) : early.lost++;
    };
  });
})(self, 'init log audit usage info debug warning error trackView trackClick record identify consent flush');
