<#
Dot-sourced by BackupServer.ps1, Cut.ps1, Flood.ps1, Gate.ps1, and Refusal.ps1: the C# source of a proxy in front of a panel. A class that is derived from it, in the same source, says which
calls are passed on, and which answers. It gives the base class a name of its own, because a process can have each name only once.
#>
$panelProxySource = @'
using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Nodepoint.Specs
{
    public abstract class PanelProxy : IDisposable
    {
        private readonly HttpListener _listener = new HttpListener();
        private readonly HttpClient _panel;

        protected PanelProxy(Uri panel)
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

        public void Dispose()
        {
            _listener.Close();
            _panel.Dispose();
        }

        // Ends when a call of a function may be passed on; null holds it. The result is asked when the panel has answered: false holds the answer.
        protected abstract Task<Func<bool>> BeginAsync(string function);

        // Is told what a call sends.
        protected virtual void Read(string function, string body)
        {
        }

        // Sends the answer of the panel.
        protected virtual async Task WriteAsync(string function, HttpListenerResponse response, byte[] body)
        {
            response.ContentLength64 = body.Length;
            await response.OutputStream.WriteAsync(body, 0, body.Length);
        }

        // The answer to a call that is not passed on; null for none.
        protected virtual string Refuse(string function) { return null; }

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
                var function = call.Request.Url.Query.TrimStart('?');
                var passes = await BeginAsync(function);
                if (passes == null) return;
                if (Refuse(function) is string refusal)
                {
                    var answer = System.Text.Encoding.UTF8.GetBytes(refusal);
                    call.Response.ContentType = "application/json";
                    call.Response.ContentLength64 = answer.Length;
                    await call.Response.OutputStream.WriteAsync(answer, 0, answer.Length);
                    call.Response.Close();
                    return;
                }

                using (var request = new HttpRequestMessage(new HttpMethod(call.Request.HttpMethod), call.Request.Url.PathAndQuery))
                {
                    if (call.Request.HasEntityBody)
                    {
                        var body = new System.IO.MemoryStream();
                        await call.Request.InputStream.CopyToAsync(body);
                        Read(function, System.Text.Encoding.UTF8.GetString(body.ToArray()));
                        body.Position = 0;
                        request.Content = new StreamContent(body);
                        request.Content.Headers.TryAddWithoutValidation("Content-Type", call.Request.ContentType);
                    }

                    using (var response = await _panel.SendAsync(request))
                    {
                        var answer = await response.Content.ReadAsByteArrayAsync();
                        if (!passes()) return;
                        call.Response.StatusCode = (int)response.StatusCode;
                        call.Response.ContentType = response.Content.Headers.ContentType?.ToString();
                        await WriteAsync(function, call.Response, answer);
                    }
                }

                call.Response.Close();
            }
            catch (Exception) { call.Response.Abort(); }
        }
    }
}
'@
