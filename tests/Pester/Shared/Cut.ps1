<#
Dot-sourced by specs: New-Cut starts a proxy in front of a panel that stops passing calls on at a chosen write, so that a spec can kill the
process that sends them at exactly that point. Invoke-KilledProcess does so with a script in a pwsh of its own.
#>
if (-not ('Nodepoint.Specs.Cut' -as [type])) {
    Add-Type -TypeDefinition @'
using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Nodepoint.Specs
{
    public sealed class Cut : IDisposable
    {
        private static readonly Regex Writes = new Regex("_(add|update|delete|set_status)$");

        private readonly object _lock = new object();
        private readonly HttpListener _listener = new HttpListener();
        private readonly HttpClient _panel = new HttpClient();
        private readonly Uri _address;
        private TaskCompletionSource<bool> _reached = new TaskCompletionSource<bool>();
        private int _left = int.MaxValue;

        public Cut(Uri panel)
        {
            _address = panel;
            var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            Uri = new Uri("http://localhost:" + ((IPEndPoint)free.LocalEndpoint).Port + "/");
            free.Stop();
            _listener.Prefixes.Add(Uri.ToString());
            _listener.Start();
            _ = Task.Run(AcceptAsync);
        }

        public Uri Uri { get; }

        // Ends when the chosen write was carried out by the panel, whose answer is then held.
        public Task Reached { get { lock (_lock) return _reached.Task; } }

        // Passes on this number of writes; the answer of the last one, and everything after it, is held. 0 holds the first write itself.
        public void After(int writes)
        {
            lock (_lock)
            {
                _left = writes;
                _reached = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        // Passes everything on again.
        public void Open() { lock (_lock) _left = int.MaxValue; }

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
                var isLast = false;
                lock (_lock)
                {
                    if (_left <= 0 && Writes.IsMatch(call.Request.Url.Query))
                    {
                        _reached.TrySetResult(true);
                        return;
                    }

                    if (_reached.Task.IsCompleted && _left <= 0) return;
                    if (_left != int.MaxValue && Writes.IsMatch(call.Request.Url.Query)) isLast = --_left == 0;
                }

                using (var request = new HttpRequestMessage(new HttpMethod(call.Request.HttpMethod), new Uri(_address, call.Request.Url.PathAndQuery)))
                {
                    if (call.Request.HasEntityBody)
                    {
                        request.Content = new StreamContent(call.Request.InputStream);
                        request.Content.Headers.TryAddWithoutValidation("Content-Type", call.Request.ContentType);
                    }

                    using (var response = await _panel.SendAsync(request))
                    {
                        var body = await response.Content.ReadAsByteArrayAsync();
                        if (isLast)
                        {
                            lock (_lock) _reached.TrySetResult(true);
                            return;
                        }

                        call.Response.StatusCode = (int)response.StatusCode;
                        call.Response.ContentType = response.Content.Headers.ContentType?.ToString();
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

function New-Cut([uri] $Panel) { [Nodepoint.Specs.Cut]::new($Panel) }

# Starts a script in a pwsh of its own, in which the module is loaded and the panel at the proxy is connected.
function Start-CutProcess($Cut, [pscredential] $Credential, [string] $Script) {
    $module = (Resolve-Path (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1')).Path
    $pwsh = [Environment]::ProcessPath
    $program = @(if ([IO.Path]::GetFileNameWithoutExtension($pwsh) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
    $start = [Diagnostics.ProcessStartInfo]::new($pwsh)
    foreach ($argument in $program + '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$module'; `$null = Connect-NpPanel $($Cut.Uri) -Name spec; $Script") { $start.ArgumentList.Add($argument) }
    $start.Environment['NODEPOINT_USER'] = $Credential.UserName
    $start.Environment['NODEPOINT_PASSWORD'] = $Credential.GetNetworkCredential().Password
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    [Diagnostics.Process]::Start($start)
}

# Runs a script until the panel has carried out a number of writes, and kills its process then.
function Invoke-KilledProcess($Cut, [pscredential] $Credential, [string] $Script, [int] $After) {
    $Cut.After($After)
    $process = Start-CutProcess $Cut $Credential $Script
    try {
        # It ends before only if it sends fewer writes.
        while (-not $Cut.Reached.Wait(100)) { if ($process.HasExited) { throw "It ended before write ${After}: $($process.StandardOutput.ReadToEnd()) $($process.StandardError.ReadToEnd())" } }
    }
    finally {
        if (-not $process.HasExited) { $process.Kill() }
        $process.WaitForExit()
        $process.Dispose()
        $Cut.Open()
    }
}
