<#
Dot-sourced by specs: New-Flood starts a proxy in front of a panel that sends each record of a list many times, and counts what was read of it.
#>
. (Join-Path $PSScriptRoot PanelProxy.ps1)
if (-not ('Nodepoint.Specs.Floods.Flood' -as [type])) {
    # Beside the proxies of other specs in one process.
    Add-Type -TypeDefinition (($panelProxySource -replace 'namespace Nodepoint.Specs', 'namespace Nodepoint.Specs.Floods') + @'
namespace Nodepoint.Specs.Floods
{
    public sealed class Flood : PanelProxy
    {
        private const int Chunk = 65536;

        private readonly Regex _functions;
        private readonly int _times;
        private long _sent;

        public Flood(Uri panel, string functions, int times) : base(panel)
        {
            _functions = new Regex(functions);
            _times = times;
        }

        // The bytes that were sent of the lists, and all that there are.
        public long Sent => System.Threading.Interlocked.Read(ref _sent);

        public long Total { get; private set; }

        protected override Task<Func<bool>> BeginAsync(string function) => Task.FromResult<Func<bool>>(() => true);

        protected override async Task WriteAsync(string function, HttpListenerResponse response, byte[] body)
        {
            if (!_functions.IsMatch(function))
            {
                await base.WriteAsync(function, response, body);
                return;
            }

            var text = System.Text.Encoding.UTF8.GetString(body);
            var start = text.IndexOf("[{", StringComparison.Ordinal) + 1;
            var end = text.LastIndexOf("}]", StringComparison.Ordinal) + 1;
            var rows = text.Substring(start, end - start);
            var whole = System.Text.Encoding.UTF8.GetBytes(text.Substring(0, start) + string.Join(",", System.Linq.Enumerable.Repeat(rows, _times)) + text.Substring(end));
            Total = whole.Length;
            response.ContentLength64 = whole.Length;
            for (var at = 0; at < whole.Length; at += Chunk)
            {
                var count = Math.Min(Chunk, whole.Length - at);
                await response.OutputStream.WriteAsync(whole, at, count);
                System.Threading.Interlocked.Add(ref _sent, count);
            }
        }
    }
}
'@)
}

function New-Flood([uri] $Panel, [string] $Functions, [int] $Times) { [Nodepoint.Specs.Floods.Flood]::new($Panel, $Functions, $Times) }
