<#
Dot-sourced by specs: New-Gate starts a proxy in front of a panel that can hold calls until two of them are in flight. A spec can so
see that calls are sent side by side, without looking at a clock: calls that are sent one after the other never meet.
#>
if (-not ('Nodepoint.Specs.Gate' -as [type])) {
    Add-Type -TypeDefinition @'
using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Nodepoint.Specs
{
    public sealed class Gate : IDisposable
    {
        // How long a call waits for another one that never comes.
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        private readonly object _lock = new object();
        private readonly HttpListener _listener = new HttpListener();
        private readonly HttpClient _panel;
        private Regex _held = new Regex("(?!)");
        private TaskCompletionSource<bool> _open = new TaskCompletionSource<bool>();
        private int _waiting;

        public Gate(Uri panel)
        {
            var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (a, b, c, d) => true };
            _panel = new HttpClient(handler) { BaseAddress = panel };
            var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            Uri = new Uri("http://localhost:" + ((IPEndPoint)free.LocalEndpoint).Port + "/");
            free.Stop();
            _listener.Prefixes.Add(Uri.ToString());
            _listener.Start();
            _ = Task.Run(AcceptAsync);
        }

        public Uri Uri { get; }

        public bool HasMet { get; private set; }

        // Holds calls of functions that match, until two of them are in flight.
        public void Hold(string functions)
        {
            lock (_lock)
            {
                _held = new Regex(functions);
                _open = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting = 0;
                HasMet = false;
            }
        }

        public void Dispose()
        {
            _listener.Close();
            _panel.Dispose();
        }

        private async Task AcceptAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext call;
                try { call = await _listener.GetContextAsync(); }
                catch (Exception) { return; }
                _ = ForwardAsync(call);
            }
        }

        private async Task ForwardAsync(HttpListenerContext call)
        {
            try
            {
                Task open = Task.CompletedTask;
                lock (_lock)
                {
                    if (_held.IsMatch(call.Request.Url.Query.TrimStart('?')) && !_open.Task.IsCompleted)
                    {
                        open = _open.Task;
                        if (++_waiting == 2)
                        {
                            HasMet = true;
                            _open.TrySetResult(true);
                        }
                    }
                }

                if (await Task.WhenAny(open, Task.Delay(Patience)) != open) _open.TrySetResult(false);
                using (var request = new HttpRequestMessage(new HttpMethod(call.Request.HttpMethod), call.Request.Url.PathAndQuery))
                {
                    if (call.Request.HasEntityBody)
                    {
                        request.Content = new StreamContent(call.Request.InputStream);
                        request.Content.Headers.TryAddWithoutValidation("Content-Type", call.Request.ContentType);
                    }

                    using (var response = await _panel.SendAsync(request))
                    {
                        call.Response.StatusCode = (int)response.StatusCode;
                        call.Response.ContentType = response.Content.Headers.ContentType?.ToString();
                        var body = await response.Content.ReadAsByteArrayAsync();
                        call.Response.ContentLength64 = body.Length;
                        await call.Response.OutputStream.WriteAsync(body, 0, body.Length);
                    }
                }

                call.Response.Close();
            }
            catch (Exception) { call.Response.Abort(); }
        }
    }
}
'@
}

function New-Gate([uri] $Panel) { [Nodepoint.Specs.Gate]::new($Panel) }
