# Time, chance and the web.

function Get-Date {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline)] [Alias('LastWriteTime')] [datetime] $Date = [datetime]::Now,
        [string] $Format,
        [switch] $AsUTC
    )
    process {
        if ($AsUTC) { $Date = $Date.ToUniversalTime() }
        if ($Format) { $Date.ToString($Format) } else { $Date }
    }
}

function Start-Sleep {
    [CmdletBinding(DefaultParameterSetName = 'Seconds')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Seconds')] [double] $Seconds,
        [Parameter(Mandatory, ParameterSetName = 'Milliseconds')] [Alias('ms')] [int] $Milliseconds,
        [Parameter(Mandatory, ParameterSetName = 'Duration')] [timespan] $Duration
    )
    process {
        $until = [datetime]::UtcNow.AddMilliseconds($Seconds * 1000 + $Milliseconds + $Duration.TotalMilliseconds)
        # In slices, so that Ctrl+C ends it.
        while (($left = ($until - [datetime]::UtcNow).TotalMilliseconds) -gt 0) { [System.Threading.Thread]::Sleep([int][Math]::Min(100, [Math]::Ceiling($left))) }
    }
}

function New-TimeSpan {
    [CmdletBinding(DefaultParameterSetName = 'Parts')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Dates')] [datetime] $Start = [datetime]::Now,
        [Parameter(Position = 1, ParameterSetName = 'Dates')] [datetime] $End = [datetime]::Now,
        [Parameter(ParameterSetName = 'Parts')] [int] $Days,
        [Parameter(ParameterSetName = 'Parts')] [int] $Hours,
        [Parameter(ParameterSetName = 'Parts')] [int] $Minutes,
        [Parameter(ParameterSetName = 'Parts')] [int] $Seconds
    )
    if ($PSCmdlet.ParameterSetName -eq 'Dates') { $End - $Start } else { [timespan]::new($Days, $Hours, $Minutes, $Seconds) }
}

function Measure-Command {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [scriptblock] $Expression)
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $null = . $Expression
    $watch.Elapsed
}

function Get-Random {
    [CmdletBinding(DefaultParameterSetName = 'Number')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Number')] [long] $Maximum = [int]::MaxValue,
        [Parameter(ParameterSetName = 'Number')] [long] $Minimum = 0,
        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'List')] [object[]] $InputObject,
        [int] $Count = 1
    )
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { if ($PSCmdlet.ParameterSetName -eq 'List') { $all.AddRange($InputObject) } }
    end {
        if ($PSCmdlet.ParameterSetName -eq 'Number') {
            for ($i = 0; $i -lt $Count; $i++) {
                $number = [Random]::Shared.NextInt64($Minimum, $Maximum)
                if ($number -le [int]::MaxValue -and $number -ge [int]::MinValue) { [int]$number } else { $number }
            }
            return
        }
        for ($i = [Math]::Min($Count, $all.Count); $i -gt 0; $i--) {
            $at = [Random]::Shared.Next($all.Count)
            $all[$at]
            $all.RemoveAt($at)
        }
    }
}

function New-Guid {
    [CmdletBinding()]
    param()
    [guid]::NewGuid()
}

function Invoke-RestMethod {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [uri] $Uri,
        [string] $Method = 'GET',
        [Parameter(ValueFromPipeline)] [object] $Body,
        [string] $ContentType,
        [System.Collections.IDictionary] $Headers,
        [int] $TimeoutSec = 100,
        [switch] $SkipCertificateCheck
    )
    process {
        $handler = [System.Net.Http.HttpClientHandler]::new()
        if ($SkipCertificateCheck) { $handler.ServerCertificateCustomValidationCallback = [System.Net.Http.HttpClientHandler]::DangerousAcceptAnyServerCertificateValidator }
        $client = [System.Net.Http.HttpClient]::new($handler)
        try {
            $client.Timeout = [timespan]::FromSeconds($TimeoutSec)
            $request = [System.Net.Http.HttpRequestMessage]::new([System.Net.Http.HttpMethod]::new($Method.ToUpperInvariant()), $Uri)
            if ($Headers) { foreach ($entry in $Headers.GetEnumerator()) { $null = $request.Headers.TryAddWithoutValidation($entry.Key, "$($entry.Value)") } }
            if ($Body -is [System.Collections.IDictionary]) {
                $pairs = [System.Collections.Generic.Dictionary[string, string]]::new()
                foreach ($entry in $Body.GetEnumerator()) { $pairs[$entry.Key] = "$($entry.Value)" }
                $request.Content = [System.Net.Http.FormUrlEncodedContent]::new($pairs)
            }
            elseif ($null -ne $Body) { $request.Content = [System.Net.Http.StringContent]::new("$Body") }
            if ($ContentType -and $request.Content) { $request.Content.Headers.ContentType = [System.Net.Http.Headers.MediaTypeHeaderValue]::Parse($ContentType) }
            $response = $client.Send($request)
            $text = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
            if (-not $response.IsSuccessStatusCode) {
                $failure = [System.Management.Automation.ErrorRecord]::new(
                    [System.Net.Http.HttpRequestException]::new("Response status code does not indicate success: $([int]$response.StatusCode) ($($response.ReasonPhrase)).", $null, $response.StatusCode),
                    'WebCmdletWebResponseException', 'InvalidOperation', $request)
                $failure.ErrorDetails = $text
                $PSCmdlet.ThrowTerminatingError($failure)
            }
            if ("$($response.Content.Headers.ContentType)" -match 'json') { [Nodepoint.EngineHost.Data.Json]::Read($text, $false) } else { $text }
        }
        finally { $client.Dispose() }
    }
}
