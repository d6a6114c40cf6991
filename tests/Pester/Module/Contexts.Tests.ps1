# Where the module's assemblies are loaded, and what several runspaces of one process share. Each case has a process of its own.
Describe 'The module in a process' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $manifest = (Resolve-Path (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1')).Path
        $pwsh = Join-Path $PSHOME pwsh.dll
        # Runs a script in a new pwsh, in which $manifest is the module and Connect connects to the specs' panel.
        function Invoke-Process([scriptblock] $Script) {
            $file = Join-Path $TestDrive 'script.ps1'
            Set-Content $file @"
`$ErrorActionPreference = 'Stop'
`$manifest = '$manifest'
`$folder = '$TestDrive'
`$connect = "Connect-NpPanel $($sandbox.Uri) -CertificatePin $($sandbox.CertificatePin)"
function Get-Loaded { [Runtime.Loader.AssemblyLoadContext]::All | ForEach-Object { `$context = `$_.Name; `$_.Assemblies | ForEach-Object { "`$context `$(`$_.GetName().Name) `$(`$_.GetName().Version.Major)" } } }
$Script
"@
            $env:NODEPOINT_USER, $env:NODEPOINT_PASSWORD = $sandbox.Credential.UserName, $sandbox.Credential.GetNetworkCredential().Password
            try { dotnet $pwsh -NoProfile -NonInteractive -File $file 2>&1 | ForEach-Object { "$_" } }
            finally { Remove-Item Env:NODEPOINT_USER, Env:NODEPOINT_PASSWORD }
        }
    }
    AfterAll { Stop-SpecPanel }

    It 'loads the cmdlets and the library in the default context, and packages in a private one' {
        $loaded = Invoke-Process { Import-Module $manifest; $null = Invoke-Expression $connect; $null = Test-NpDnsZone none.* -Server 127.0.0.1; Get-Loaded }
        $loaded | Should -Contain 'Default Nodepoint.PowerShell 0'
        $loaded | Should -Contain 'Default Nodepoint.IspConfig 0'
        $loaded | Should -Contain 'Nodepoint Nodepoint.Transport 0'
        $loaded | Should -Contain 'Nodepoint Polly.Core 8'
        $loaded | Should -Contain 'Nodepoint Microsoft.Extensions.Http 8'
        $loaded | Should -Contain 'Nodepoint DnsClient 1'
        @($loaded -like 'Default Polly*') + @($loaded -like 'Default Microsoft.Extensions.*') + @($loaded -like 'Default DnsClient*') | Should -BeNullOrEmpty
        @($loaded -like 'Nodepoint *' | ForEach-Object { (-split $_)[1] }) | Should -Not -Contain 'Nodepoint.IspConfig'
    }

    It 'works beside another module''s copies of the same packages' {
        $loaded = Invoke-Process {
            # As another module loads what it brings.
            foreach ($name in 'DnsClient', 'Polly.Core', 'Microsoft.Extensions.Http', 'Microsoft.Extensions.DependencyInjection') {
                Copy-Item (Join-Path (Split-Path $manifest) dependencies "$name.dll") $folder
                $null = [Reflection.Assembly]::LoadFrom("$folder/$name.dll")
            }
            Import-Module $manifest
            "$((Invoke-Expression "$connect -Name here").Name) is connected"
            $null = Test-NpDnsZone none.* -Server 127.0.0.1
            Get-Loaded
        }
        $loaded | Should -Contain 'here is connected'
        $loaded | Should -Contain 'Default Polly.Core 8'
        $loaded | Should -Contain 'Nodepoint Polly.Core 8'
        $loaded | Should -Contain 'Default DnsClient 1'
        $loaded | Should -Contain 'Nodepoint DnsClient 1'
        $loaded | Should -Contain 'Default Microsoft.Extensions.Http 8'
        $loaded | Should -Contain 'Nodepoint Microsoft.Extensions.Http 8'
    }

    It 'works after other modules have loaded other versions of its packages' {
        $told = Invoke-Process {
            $others = Get-ChildItem (Join-Path $manifest ../../modules/OtherVersions) -Filter *.dll
            # A module loads what it brings in the default context; System.Text.Json, which PowerShell has, in one of its own.
            $context = [Runtime.Loader.AssemblyLoadContext]::new('Other')
            foreach ($file in $others) { $null = $file.Name -eq 'System.Text.Json.dll' ? $context.LoadFromAssemblyPath($file) : [Reflection.Assembly]::LoadFrom($file) }
            # The other packages in a version that has nothing of what is needed.
            foreach ($file in Get-ChildItem (Join-Path $manifest ../dependencies) -Filter *.dll -Exclude Nodepoint.* | Where-Object Name -notin $others.Name) {
                $name = [Reflection.AssemblyName]::new("$($file.BaseName), Version=99.0.0.0")
                $null = [Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly($name, 'Run').DefineDynamicModule($file.BaseName).DefineType('Other', 'Public').CreateType()
            }
            Get-Loaded | Where-Object { $_ -like 'Default *' -or $_ -like 'Other *' } | ForEach-Object { "before: $_" }

            Import-Module $manifest
            $panel = Invoke-Expression "$connect -Name spec"
            # Json and the HTTP client with its retries, the CSV parser, the DNS client, the mail client, and the templates.
            "server: $((Get-NpServer).Id)"
            "json: $(($panel | ConvertTo-Json -Depth 1 | ConvertFrom-Json).Name)"
            Set-Content $folder/rows.csv 'email,quota', 'a@b.example,1GB'
            "row: $((Import-NpCsv $folder/rows.csv).quota)"
            $null = Test-NpDnsZone none.* -Server 127.0.0.1
            . (Join-Path $manifest ../../../tests/Pester/Shared/TalkingServer.ps1)
            $server = New-TalkingServer "* OK hello`r`n" '* BYE' -Then Close
            $env:XDG_CONFIG_HOME = $folder
            Register-NpPanel spec https://127.0.0.1:1
            Set-NpPlatform spec -Service @{ Name = 'mail'; Addresses = '127.0.0.1'; Protocols = 'imap'; Ports = @{ imap = $server.Port } }
            "imap: $((Test-NpService mail -Panel spec | Where-Object Protocol -eq imap).Problem)"
            "report: $((Export-NpReport $folder/report.html -NoLive).Length -gt 10000)"
            Get-Loaded | Where-Object { $_ -like 'Nodepoint *' } | ForEach-Object { "after: $_" }
        }
        $told | Should -Contain 'before: Default DnsClient 1'
        $told | Should -Contain 'before: Default MailKit 4'
        $told | Should -Contain 'before: Default Microsoft.Extensions.Http 9'
        $told | Should -Contain 'before: Other System.Text.Json 9'
        $told | Should -Contain 'server: 1'
        $told | Should -Contain 'json: spec'
        $told | Should -Contain 'row: 1GB'
        $told | Should -Contain 'report: True'
        @($told -like "imap: *it sent '`* OK hello'*") | Should -HaveCount 1
        foreach ($ours in 'Polly.Core 8', 'Microsoft.Extensions.Http 8', 'CsvHelper 33', 'DnsClient 1', 'MailKit 4', 'MimeKit 4', 'Fluid 2', 'Parlot 1') { $told | Should -Contain "after: Nodepoint $ours" }
        $told | Where-Object { $_ -match 'System.Text.Json|Nodepoint.IspConfig' -and $_ -like 'after:*' } | Should -BeNullOrEmpty
    }

    It 'has one private context however many runspaces import it, and works on in the others when one removes it' {
        $told = Invoke-Process {
            $shells = 1..3 | ForEach-Object { [powershell]::Create() }
            function Invoke-In($Shell, $Script) { $Shell.Commands.Clear(); $Shell.AddScript($Script).Invoke(); if ($Shell.HadErrors) { $Shell.Streams.Error } }
            foreach ($shell in $shells) { Invoke-In $shell "Import-Module '$manifest'" }
            Invoke-In $shells[0] 'Remove-Module Nodepoint'
            # Nothing was connected so far: the packages are loaded now.
            $null = Invoke-In $shells[1] $connect
            $null = Invoke-In $shells[2] "$connect -Name third"
            Invoke-In $shells[1] 'Remove-Module Nodepoint'
            Invoke-In $shells[2] '"panels: $(@(Get-NpPanel).Count), servers: $(@(Get-NpServer).Count)"'
            "contexts: $(@([Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq Nodepoint).Count)"
            Invoke-In $shells[2] 'Remove-Module Nodepoint'
            Import-Module $manifest
            "left: $(@(Get-NpPanel).Count)"
        }
        $told | Should -Be 'panels: 2, servers: 1', 'contexts: 1', 'left: 0'
    }

    It 'closes its connections on removal though runspaces that imported it have ended' {
        $told = Invoke-Process {
            Import-Module $manifest
            $null = Invoke-Expression $connect
            $null = 1..2 | ForEach-Object -Parallel { Import-Module $using:manifest; Get-NpPanel }
            Remove-Module Nodepoint
            Import-Module $manifest
            "left: $(@(Get-NpPanel).Count)"
        }
        $told | Should -Be 'left: 0'
    }
}
