<#
Dot-sourced by specs: New-Meddler starts a proxy in front of a panel that changes the panel once: when the panel has answered a call of a function,
and before the caller gets the answer.
#>
. (Join-Path $PSScriptRoot PanelProxy.ps1)
if (-not ('Nodepoint.Specs.Meddler' -as [type])) {
    Add-Type -TypeDefinition (($panelProxySource + @'
namespace Nodepoint.Specs
{
    public sealed class Meddler : PanelProxy
    {
        private readonly HttpClient _direct;
        private readonly string _after;
        private readonly string _function;
        private readonly string _body;
        private int _done;

        public Meddler(Uri panel, string after, string function, string body) : base(panel)
        {
            _direct = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (a, b, c, d) => true }) { BaseAddress = panel };
            _after = after;
            _function = function;
            _body = body;
        }

        public string Reply { get; private set; }

        protected override Task<Func<bool>> BeginAsync(string function)
        {
            Func<bool> passes = () =>
            {
                if (function == _after && System.Threading.Interlocked.Exchange(ref _done, 1) == 0)
                    Reply = _direct.PostAsync("remote/json.php?" + _function, new StringContent(_body)).GetAwaiter().GetResult().Content.ReadAsStringAsync().GetAwaiter().GetResult();
                return true;
            };
            return Task.FromResult(passes);
        }
    }
}
'@) -replace '\bPanelProxy\b', 'MeddlerBase')
}

function New-Meddler([uri] $Panel, [string] $After, [string] $Function, [string] $Body) { [Nodepoint.Specs.Meddler]::new($Panel, $After, $Function, $Body) }
