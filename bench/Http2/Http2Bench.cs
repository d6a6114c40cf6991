using System.Net;
using System.Text;

namespace Nodepoint.Bench.Http2;

/// <summary>Compares HTTP/2 with HTTP/1.1, both over https, with the same bodies and a panel that delays each response.</summary>
internal static class Http2Bench
{
    public const int Requests = 20_000;

    private const int InFlight = 64;
    private const int Warmups = 1;
    private const int Runs = 5;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    public static void Run(int requests)
    {
        byte[][] bodies = [.. Enumerable.Range(0, requests).Select(number => Encoding.UTF8.GetBytes($"{{\"session_id\":\"5e1f0c3a9b7d42e68f10a2b3c4d5e6f7\",{Sandbox.MailboxBody.Of($"user{number:d7}", "bench.test")}"))];
        foreach (var delay in new[] { Delay, TimeSpan.Zero })
        {
            using var panel = Child.StartBare("--delayed-panel", $"{delay.TotalMilliseconds:f0}");
            var address = new Uri($"https://127.0.0.1:{panel.StandardOutput.ReadLine()}/remote/json.php?mail_user_add");
            using var first = new HandMade(InFlight, HttpVersion.Version11);
            using var second = new HandMade(InFlight, HttpVersion.Version20);
            var http1 = new Runner($"HTTP/1.1, {InFlight} in flight, {delay.TotalMilliseconds:f0} ms", requests, () => first.Send(address, bodies));
            var http2 = new Runner($"HTTP/2, {InFlight} in flight, {delay.TotalMilliseconds:f0} ms", requests, () => second.Send(address, bodies));
            for (var run = -Warmups; run < Runs; run++)
            {
                http1.Run(counts: run >= 0);
                http2.Run(counts: run >= 0);
            }

            Console.WriteLine(http1);
            Console.WriteLine(http2);
            Console.WriteLine($"  ratio {http2.RatioTo(http1)}");
            panel.StandardInput.Close();
            panel.WaitForExit();
        }
    }
}
