@echo off
rem Starts the turso shell; builds it first when it is missing or differs from its sources.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "state=%root%\.tursodb"

call :find_java || exit /b 1
if not exist "%state%" mkdir "%state%" || (echo tursodb: cannot write %state%>&2& exit /b 1)
call :stale && (call :locked_install || exit /b 1)
set "key="
set /p key=<"%state%\current"
set "cache="
if exist "%state%\%key%\tursodb.aot" set "cache=-XX:AOTCache="%state%\%key%\tursodb.aot""
"%java%" -XX:+UseSerialGC -Xlog:disable %cache% -jar "%state%\%key%\tursodb.jar" %*
exit /b %ERRORLEVEL%

:find_java
rem Sets java to the java.exe of a JDK of 25 or newer.
if defined TURSO_JAVA (
  call :use_home "%TURSO_JAVA%" && exit /b 0
  call :use_home "%TURSO_JAVA%\..\.." && exit /b 0
  echo tursodb: TURSO_JAVA=%TURSO_JAVA% is no JDK 25 or newer>&2
  exit /b 1
)
if defined JAVA_HOME call :use_home "%JAVA_HOME%" && exit /b 0
for /f "delims=" %%j in ('where java 2^>nul') do call :use_home "%%~dpj.." && exit /b 0
for /d %%v in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu") do (
  for /d %%h in ("%%~v\*") do call :use_home "%%~h" && exit /b 0
)
echo tursodb: needs a JDK 25 or newer; set TURSO_JAVA or JAVA_HOME to its folder>&2
exit /b 1

:use_home
rem Whether folder %1 is a JDK of 25 or newer; reads its file "release", starts nothing.
if not exist "%~f1\bin\java.exe" exit /b 1
if not exist "%~f1\release" exit /b 1
set "version="
for /f "usebackq tokens=2 delims==" %%v in (`findstr /b "JAVA_VERSION=" "%~f1\release"`) do set "version=%%~v"
for /f "delims=.-+ " %%v in ("%version%") do set "version=%%v"
if not defined version exit /b 1
if %version% LSS 25 exit /b 1
set "java=%~f1\bin\java.exe"
exit /b 0

:stale
rem Whether sources differ from those last built, of which sources\ keeps a copy: robocopy lists (/L)
rem what it would copy or delete and returns 0 if that is nothing.
if not exist "%state%\current" exit /b 0
call :sources /L || exit /b 0
exit /b 1

:sources
rem Compares (%1 = /L) or copies the sources; returns 0 if they were equal.
set "quiet=/NJH /NJS /NFL /NDL /NC /NS /NP %1"
set "equal=0"
robocopy "%root%" "%state%\sources" pom.xml %quiet% >nul || set "equal=1"
robocopy "%root%\engine" "%state%\sources\engine" pom.xml %quiet% >nul || set "equal=1"
robocopy "%root%\cli" "%state%\sources\cli" pom.xml %quiet% >nul || set "equal=1"
robocopy "%root%\engine\src\main" "%state%\sources\engine\src\main" /MIR %quiet% >nul || set "equal=1"
robocopy "%root%\cli\src\main" "%state%\sources\cli\src\main" /MIR %quiet% >nul || set "equal=1"
exit /b %equal%

:locked_install
rem The lock is the handle 9 open on a file: Windows lets one process have it, and frees it when that dies.
set "done="
8>&2 2>nul (
  9>"%state%\lock" (
    call :install 2>&8
    if errorlevel 1 (set "done=1") else (set "done=0")
  )
)
if defined done exit /b %done%
ping -n 2 127.0.0.1 >nul
goto locked_install

:install
call :stale || exit /b 0
where mvn >nul 2>&1 || (echo tursodb: needs Maven ^(mvn^) to build itself>&2& exit /b 1)
echo tursodb: building from source (once, and after changes; a minute at most) ...>&2
rem The copy is made before the build, so that a change during the build is seen at the next start,
rem and current goes away first, so that a build that fails is tried again.
if exist "%state%\current" del "%state%\current"
call :sources >nul
pushd "%root%"
call mvn -B -ntp -q -pl cli -am -DskipTests -Dmaven.test.skip -Dchecks.phase=none -Dgjf.phase=none package >"%state%\build.log" 2>&1 <nul
set "code=%ERRORLEVEL%"
popd
if not "%code%"=="0" (
  findstr /b /l /c:"[ERROR]" "%state%\build.log" >&2
  echo tursodb: the build failed; all of it is in %state%\build.log>&2
  exit /b 1
)
set "key="
for /f "skip=1 delims=" %%h in ('certutil -hashfile "%root%\cli\target\tursodb.jar" SHA256') do if not defined key set "key=%%h"
for %%j in ("%java%\..\..") do for %%r in ("%%~fj\release") do set "key=%key:~0,12%-%%~zr"
if not exist "%state%\%key%\tursodb.jar" (
  mkdir "%state%\%key%" 2>nul
  copy /y "%root%\cli\target\tursodb.jar" "%state%\%key%\tursodb.jar" >nul || exit /b 1
)
rem The training run; without a cache the shell only starts slower.
if not exist "%state%\%key%\tursodb.aot" (
  mkdir "%state%\%key%\training" 2>nul
  "%java%" -XX:+UseSerialGC -Xlog:disable -XX:AOTCacheOutput="%state%\%key%\tmp.aot" -cp "%state%\%key%\tursodb.jar" tech.turso.cli.Training "%state%\%key%\training" >nul 2>&1 <nul && ren "%state%\%key%\tmp.aot" tursodb.aot
  rmdir /s /q "%state%\%key%\training"
)
>"%state%\current" echo %key%
exit /b 0
